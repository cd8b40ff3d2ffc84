using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Daemon;

/// <summary>
/// Makes this process the owner of shards that no other process owns. Owning is holding an advisory lock: it ends with the connection that holds it, so
/// that the shards of a process that is gone are free.
/// </summary>
internal sealed class ShardOwnership(DocumentStore store, ProjectionDaemon daemon, ILogger logger)
{
    private const int PingTimeout = 10;

    private readonly Lock _lock = new();
    private CancellationTokenSource? _stopping;
    private Task? _running;

    private TimeSpan PollingTime => TimeSpan.FromMilliseconds(store.Settings.Projections.LeadershipPollingTime);

    internal void Start()
    {
        lock (_lock)
        {
            if (_running is not null) return;
            _stopping = new CancellationTokenSource();
            var token = _stopping.Token;
            _running = Task.Run(() => RunAsync(token), CancellationToken.None);
        }
    }

    internal async Task StopAsync()
    {
        Task? running;
        CancellationTokenSource? stopping;
        lock (_lock)
        {
            (running, stopping) = (_running, _stopping);
            (_running, _stopping) = (null, null);
        }

        if (running is null || stopping is null) return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    /// <summary>Stops without waiting for the end.</summary>
    internal void Abandon()
    {
        lock (_lock) _stopping?.Cancel();
    }

    private async Task RunAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            try
            {
                await HoldAsync(token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (token.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                DaemonLog.LostOwnership(logger, e);
                await Task.Delay(PollingTime, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HoldAsync(CancellationToken token)
    {
        var free = store.Shards.Continuous.ToDictionary(s => LockOf(store, s));
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        var isLost = false;
        try
        {
            while (true)
            {
                foreach (var taken in await TryAsync(connection, [.. free.Keys], token).ConfigureAwait(false))
                {
                    free.Remove(taken, out var shard);
                    DaemonLog.BecameOwner(logger, shard!.Name.Identity);
                    await daemon.StartAgentAsync(shard.Name, token).ConfigureAwait(false);
                }

                // Ends as soon as the connection does.
                await connection.WaitAsync(PollingTime, token).ConfigureAwait(false);
            }
        }
        catch (Exception) when (!token.IsCancellationRequested)
        {
            isLost = true;
            throw;
        }
        finally
        {
            // Somebody else may own the shards already: what they are at is given up. Otherwise it is finished first.
            if (isLost) await daemon.StopAllAtOnceAsync().ConfigureAwait(false);
            else await daemon.StopAllAsync().ConfigureAwait(false);
            await ReleaseAsync(connection).ConfigureAwait(false);
        }
    }

    /// <summary>Takes what nobody has of the locks. With none to take, it finds out whether the connection is alive.</summary>
    private async Task<List<int>> TryAsync(NpgsqlConnection connection, int[] locks, CancellationToken token)
    {
        await using var command = new NpgsqlCommand("select k.id, pg_try_advisory_lock($1, k.id) from unnest($2) as k (id)", connection) { CommandTimeout = PingTimeout };
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = store.Settings.Projections.DaemonLockId });
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = locks, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer });
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        var taken = new List<int>();
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (reader.GetBoolean(1)) taken.Add(reader.GetInt32(0));
        }

        return taken;
    }

    // The pool may hand the connection on as it is.
    private static async Task ReleaseAsync(NpgsqlConnection connection)
    {
        try
        {
            if (connection.State != System.Data.ConnectionState.Open) return;
            await using var command = new NpgsqlCommand("select pg_advisory_unlock_all()", connection) { CommandTimeout = PingTimeout };
            await command.ExecuteNonQueryAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The server has released them with the connection, or will when it is closed.
            NpgsqlConnection.ClearPool(connection);
        }
    }

    // The same for the same shard in every process: a hash of its name, by FNV-1a.
    private static int LockOf(DocumentStore store, Shard shard)
    {
        var hash = 2166136261u;
        foreach (var c in $"{store.EventStorage.Graph.DatabaseSchemaName}.{shard.Name.Identity}") hash = unchecked((hash ^ c) * 16777619u);
        return unchecked((int)hash);
    }
}
