namespace Marten.Metadata;

/// <summary>A document that belongs to a tenant; implementing this makes its type multi-tenanted.</summary>
public interface ITenanted : JasperFx.MultiTenancy.ITenanted;
