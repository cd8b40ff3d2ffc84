namespace Marten.Schema;

/// <summary>Gives every row a tenant.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class MultiTenantedAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
}
