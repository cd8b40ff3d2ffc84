using JasperFx;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The lock on a type, for the tenant: whoever makes documents of it holds it until the transaction ends.</summary>
internal static class UniqueLock
{
    public static NpgsqlCommand Command(long key)
    {
        NpgsqlCommand command = new("select current_setting('transaction_isolation'), pg_advisory_xact_lock(@lock)");
        command.Parameters.AddWithValue("lock", key);
        return command;
    }

    /// <exception cref="ConcurrencyException">Another session holds the lock and waits for one that this session holds.</exception>
    public static async Task<System.Data.Common.DbDataReader> TakeAsync(IDocumentSession session, NpgsqlCommand command, Type type, CancellationToken token)
    {
        try
        {
            return await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        }
        catch (Exception e) when (Server(e) is { SqlState: PostgresErrorCodes.DeadlockDetected } deadlock)
        {
            throw new ConcurrencyException(
                $"This session waited to make a {type.Name}, while the one it waited for waited for this one: they make documents of several types in opposite orders. "
                + "PostgreSQL has rolled this one back, so nothing of it is stored. Dispose the session and do the work again, as RetryOnConflictAsync does; "
                + "or ask for the types in the same order everywhere, or with UniqueScope.Immediate.",
                deadlock);
        }
    }

    /// <summary>Finds out which locks a save has left to the session: a transaction of the caller's own goes on after it.</summary>
    public static async Task RememberAsync(IDocumentSession session, SessionState state, CancellationToken token)
    {
        if (state.EarlierLocks is not { } earlier) return;
        using NpgsqlCommand command = new(
            "select l from unnest(@locks) as l where exists (select from pg_locks where locktype = 'advisory' and pid = pg_backend_pid() "
            + "and objsubid = 1 and ((classid::bigint << 32) | objid::bigint) = l)");
        command.Parameters.AddWithValue("locks", earlier.ToArray());
        var reader = await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(token).ConfigureAwait(false)) state.Locks.Add(reader.GetInt64(0));
        }

        state.EarlierLocks = null;
    }

    private static PostgresException? Server(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is PostgresException server) return server;
        }

        return null;
    }
}
