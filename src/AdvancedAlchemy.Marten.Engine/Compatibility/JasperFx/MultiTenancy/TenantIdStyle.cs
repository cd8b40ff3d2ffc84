namespace JasperFx.MultiTenancy;

/// <summary>What is done to the case of a tenant id when a session opens.</summary>
public enum TenantIdStyle
{
    CaseSensitive = 0,
    ForceUpperCase = 1,
    ForceLowerCase = 2,
}
