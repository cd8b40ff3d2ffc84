namespace Marten.Engine.Schema;

/// <summary>What the store's options say about schema work.</summary>
internal sealed record SchemaMigratorSettings
{
    /// <summary>The advisory lock that all processes take, <c>StoreOptions.ApplyChangesLockId</c>.</summary>
    public int LockId { get; init; } = 4004;

    /// <summary>PostgreSQL's NAMEDATALEN: names have one byte less.</summary>
    public int NameDataLength { get; init; } = 64;

    /// <summary>The name for messages, <c>StoreOptions.StoreName</c>.</summary>
    public string DatabaseName { get; init; } = "Main";

    /// <summary>Called with each statement before it runs.</summary>
    public Action<string>? OnSql { get; init; }
}
