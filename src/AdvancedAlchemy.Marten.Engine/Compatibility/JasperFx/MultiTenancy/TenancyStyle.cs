namespace JasperFx.MultiTenancy;

/// <summary>Whether the tenants of a database share its tables through a tenant column.</summary>
public enum TenancyStyle
{
    Single = 0,
    Conjoined = 1,
}
