namespace JasperFx.MultiTenancy;

/// <summary>Something that belongs to a tenant.</summary>
public interface ITenanted : IHasTenantId;
