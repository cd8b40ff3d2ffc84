using Marten.Engine.Events;
using Marten.Events;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine;

internal sealed partial class EngineDatabase
{
    public async Task DeleteAllEventDataAsync(CancellationToken ct = default)
    {
        await EnsureAsync(_store.EventStorage, ct).ConfigureAwait(false);
        var statements = _store.EventStorage.Statements;

        // In the order in which those who append and the pages of the daemon come to them.
        string[] tables = [statements.Streams, statements.Progression, statements.Events, .. _store.EventStorage.Graph.NaturalKeys.Tables.Select(t => t.Name)];
        await ExecuteAsync(
            [new NpgsqlBatchCommand($"truncate {string.Join(", ", tables)}"), new NpgsqlBatchCommand($"alter sequence {statements.Sequence} restart with 1")],
            ct).ConfigureAwait(false);
    }

    public Task DeleteSingleEventStreamAsync(Guid streamId, string? tenantId = null, CancellationToken ct = default) => DeleteStreamAsync(streamId, tenantId, ct);

    public Task DeleteSingleEventStreamAsync(string streamId, string? tenantId = null, CancellationToken ct = default) => DeleteStreamAsync(streamId, tenantId, ct);

    public async Task MarkEventsAsSkipped(long[] sequences, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        var statements = _store.EventStorage.Statements;
        if (!statements.HasSkipped)
        {
            throw new InvalidOperationException(
                $"This store does not know of skipped events: that is to be enabled by Events.{nameof(EventGraph.EnableEventSkippingInProjectionsOrSubscriptions)}");
        }

        await EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(statements.Skip, connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = sequences, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }

    internal async Task<EventStoreStatistics> FetchEventStatisticsAsync(CancellationToken token)
    {
        await EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
        var statements = _store.EventStorage.Statements;
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(
            $"select (select count(*) from {statements.Events}), (select count(*) from {statements.Streams}), (select last_value from {statements.Sequence})", connection);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await reader.ReadAsync(token).ConfigureAwait(false);
        return new EventStoreStatistics { EventCount = reader.GetInt64(0), StreamCount = reader.GetInt64(1), EventSequenceNumber = reader.GetInt64(2) };
    }

    private async Task DeleteStreamAsync(object stream, string? tenantId, CancellationToken token)
    {
        await EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
        var statements = _store.EventStorage.Statements;
        var ofStream = _store.EventStorage.Graph.NaturalKeys.Tables.Select(t => t.Name).Prepend(statements.Events).Select(t => $"delete from {t} where stream_{statements.IsStream}");

        // Whoever is appending to it is waited for: what he appends goes too.
        string[] all = [$"{statements.AssertVersion} for update", .. ofStream, $"delete from {statements.Streams} where {statements.IsStream}"];
        await ExecuteAsync([.. all.Select(Command)], token).ConfigureAwait(false);

        NpgsqlBatchCommand Command(string sql)
        {
            var command = new NpgsqlBatchCommand(sql);
            command.Parameters.AddStream(_store.EventStorage, stream, _store.NormalizeTenant(tenantId));
            return command;
        }
    }
}
