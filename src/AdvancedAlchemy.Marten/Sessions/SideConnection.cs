using Marten.Storage;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Connections beside the store's pool, for those who hold a lock that others in the pool may be waiting for.</summary>
/// <remarks>
/// Sessions that wait for a lock keep their connections. When they fill the pool, the session they wait for would never get a second
/// connection from it. What it needs comes from pools of its own: one for statements that wait for nobody, one for short
/// transactions of which each has its connection already when it waits.
/// </remarks>
internal static class SideConnection
{
    private const int Statements = 4;
    private const int Transactions = 8;
    private const int IdleSeconds = 10;

    /// <summary>For single statements that wait for no lock.</summary>
    public static NpgsqlConnection ForStatement(IMartenDatabase database) => Create(database, Statements);

    /// <summary>For a short transaction that may wait for an advisory lock.</summary>
    /// <param name="database">The database.</param>
    /// <param name="waitsForNobody">Whether the caller holds a lock himself, so that he must not wait even for this pool.</param>
    public static NpgsqlConnection ForTransaction(IMartenDatabase database, bool waitsForNobody) => Create(database, waitsForNobody ? 0 : Transactions);

    private static NpgsqlConnection Create(IMartenDatabase database, int size)
    {
        using var main = database.CreateConnection();
        NpgsqlConnectionStringBuilder settings = new(main.ConnectionString)
        {
            Enlist = false,
            Multiplexing = false,
            Pooling = size > 0,
            MinPoolSize = 0,
            MaxPoolSize = Math.Max(size, 1),
            Timeout = size > 0 ? Patience(main) : main.ConnectionTimeout,
            ConnectionPruningInterval = IdleSeconds,
            ConnectionIdleLifetime = IdleSeconds,
        };
        return main.CloneWith(settings.ConnectionString);
    }

    // Who waits for one of the pool waits for somebody's statement. Npgsql takes no more than 1024 seconds, and zero for ever.
    private static int Patience(NpgsqlConnection main) => main switch
    {
        { ConnectionTimeout: 0 } => 0,
        { CommandTimeout: 0 } => 1024,
        _ => Math.Min(Math.Max(main.ConnectionTimeout, main.CommandTimeout), 1024),
    };
}
