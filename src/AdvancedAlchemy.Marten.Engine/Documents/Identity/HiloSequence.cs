using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Documents;

/// <summary>
/// Hands out the ids of the blocks it reserves in mt_hilo: block h has the ids h*MaxLo+1 to (h+1)*MaxLo.
/// </summary>
internal sealed class HiloSequence(EngineDatabase database, HiloDefinition definition)
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next = 1;
    private long _end = 1;

    /// <summary>The next id. Blocks when a block has to be fetched: Marten's API assigns ids in synchronous methods.</summary>
    internal long Next()
    {
        _gate.Wait();
        try
        {
            if (_next >= _end) Take(Advance());
            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    internal async ValueTask<long> NextAsync(CancellationToken token)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (_next >= _end) Take(await AdvanceAsync(token).ConfigureAwait(false));
            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Makes all ids from now on greater than <paramref name="floor"/>.</summary>
    internal async Task SetFloorAsync(long floor, CancellationToken token)
    {
        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            await database.EnsureHiloAsync(token).ConfigureAwait(false);
            var block = (floor + definition.MaxLo - 1) / definition.MaxLo;

            // The ids that others are given from now on do not come back with the caller's transaction.
            using var ambient = EngineDatabase.LeaveAmbientTransaction();
            await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
            await using var command = new NpgsqlCommand(
                $"insert into {database.FunctionSchema}.mt_hilo (entity_name, hi_value) values ($1, $2) "
                + "on conflict (entity_name) do update set hi_value = greatest(mt_hilo.hi_value, excluded.hi_value)",
                connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definition.EntityName });
            command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = block });
            await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
            _next = _end = 1;
        }
        finally
        {
            _gate.Release();
        }
    }

    private void Take(long block)
    {
        _next = (block * definition.MaxLo) + 1;
        _end = _next + definition.MaxLo;
    }

    private long Advance()
    {
        database.EnsureHiloAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        using var ambient = EngineDatabase.LeaveAmbientTransaction();
        using var connection = database.Source.OpenConnection();
        using var command = Command(connection);
        for (var attempt = 0; attempt < definition.MaxAttempts; attempt++)
        {
            if (command.ExecuteScalar() is long and >= 0 and var block) return block;
        }

        throw Exhausted();
    }

    private async ValueTask<long> AdvanceAsync(CancellationToken token)
    {
        await database.EnsureHiloAsync(token).ConfigureAwait(false);
        using var ambient = EngineDatabase.LeaveAmbientTransaction();
        await using var connection = await database.OpenAsync(token).ConfigureAwait(false);
        await using var command = Command(connection);
        for (var attempt = 0; attempt < definition.MaxAttempts; attempt++)
        {
            if (await command.ExecuteScalarAsync(token).ConfigureAwait(false) is long and >= 0 and var block) return block;
        }

        throw Exhausted();
    }

    private NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand($"select {database.FunctionSchema}.mt_get_next_hi($1)", connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = definition.EntityName, NpgsqlDbType = NpgsqlDbType.Varchar });
        return command;
    }

    private InvalidOperationException Exhausted() => new(
        $"No block of ids could be reserved for '{definition.EntityName}' in {definition.MaxAttempts} attempts, because other processes kept taking it. "
        + "Raise HiloSettings.MaxAdvanceToNextHiAttempts or HiloSettings.MaxLo.");
}
