namespace Marten.Schema;

/// <summary>Indexes the tenant.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class IndexedTenantIdAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.AddTenantIdIndex();
}
