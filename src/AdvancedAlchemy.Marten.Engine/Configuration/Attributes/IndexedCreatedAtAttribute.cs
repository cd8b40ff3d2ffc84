namespace Marten.Schema;

/// <summary>Indexes the time of the first write.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class IndexedCreatedAtAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.AddCreatedAtIndex();
}
