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

    private static PostgresException? Server(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is PostgresException server) return server;
        }

        return null;
    }
}
