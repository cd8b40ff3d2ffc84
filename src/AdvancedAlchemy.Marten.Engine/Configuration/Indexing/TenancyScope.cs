namespace Marten.Schema.Indexing.Unique;

/// <summary>Whether a unique index holds for the whole table or for each tenant.</summary>
public enum TenancyScope
{
    Global = 0,
    PerTenant = 1,
}
