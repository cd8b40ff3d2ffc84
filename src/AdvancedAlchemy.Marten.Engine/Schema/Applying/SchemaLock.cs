using System.Data;
using Npgsql;

namespace Marten.Engine.Schema;

/// <summary>
/// The advisory lock around schema changes. Waiting is polling, without a transaction between the looks: a session that blocks inside a statement
/// holds a snapshot, and so does the portal of a finished SELECT until its transaction ends. CREATE INDEX CONCURRENTLY, run by the holder of the
/// lock, would wait for that snapshot, and the snapshot for the lock.
/// </summary>
internal static class SchemaLock
{
    /// <summary>Begins a transaction that holds the lock until it ends.</summary>
    public static async Task<NpgsqlTransaction> BeginAsync(NpgsqlConnection connection, int lockId, CancellationToken token)
    {
        var pause = TimeSpan.FromMilliseconds(5);
        while (true)
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, token).ConfigureAwait(false);
            try
            {
                if (await RunAsync(connection, "SELECT pg_try_advisory_xact_lock($1)", lockId, token).ConfigureAwait(false)) return transaction;
            }
            catch
            {
                await transaction.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            await transaction.DisposeAsync().ConfigureAwait(false);
            await Task.Delay(pause + TimeSpan.FromMilliseconds(Random.Shared.Next(10)), token).ConfigureAwait(false);
            if (pause < TimeSpan.FromMilliseconds(80)) pause *= 2;
        }
    }

    /// <summary>Keeps a lock that the transaction holds for the session, so that it outlives the commit.</summary>
    public static Task KeepAfterCommitAsync(NpgsqlConnection connection, int lockId, CancellationToken token) =>
        RunAsync(connection, "SELECT pg_try_advisory_lock($1)", lockId, token);

    /// <summary>Gives back what <see cref="KeepAfterCommitAsync"/> took, also when the caller has been cancelled.</summary>
    public static Task ReleaseAsync(NpgsqlConnection connection, int lockId) =>
        RunAsync(connection, "SELECT pg_advisory_unlock($1)", lockId, CancellationToken.None);

    private static async Task<bool> RunAsync(NpgsqlConnection connection, string sql, int lockId, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = lockId });
        return (bool)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
    }
}
