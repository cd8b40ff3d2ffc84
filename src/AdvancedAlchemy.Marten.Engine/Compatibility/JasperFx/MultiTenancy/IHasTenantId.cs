namespace JasperFx.MultiTenancy;

/// <summary>Something that has a tenant id.</summary>
public interface IHasTenantId
{
    string? TenantId { get; set; }
}
