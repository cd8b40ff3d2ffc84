namespace JasperFx;

/// <summary>Names that the database knows.</summary>
public static class StorageConstants
{
    /// <summary>The tenant of sessions that name none.</summary>
    public const string DefaultTenantId = "*DEFAULT*";
}
