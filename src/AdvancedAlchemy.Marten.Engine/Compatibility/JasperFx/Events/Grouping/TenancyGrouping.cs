namespace JasperFx.Events.Grouping;

/// <summary>Whose events make one document.</summary>
public enum TenancyGrouping
{
    /// <summary>Those of the document's tenant.</summary>
    RespectTenant = 0,

    /// <summary>All of a tenant, whose name is the document's id.</summary>
    RollUpByTenant = 1,

    /// <summary>Those of all tenants.</summary>
    AcrossTenants = 2,
}
