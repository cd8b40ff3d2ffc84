namespace Marten.Schema;

/// <summary>Exempts the type from a policy that makes all documents multi-tenanted.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class SingleTenantedAttribute : MartenAttribute
{
    public override void Modify(DocumentMapping mapping) => mapping.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Single;
}
