using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Exceptions;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Daemon;

/// <summary>Reads the events that a shard is about.</summary>
internal sealed class PageLoader(DocumentStore store, Shard shard, ErrorHandlingOptions errors, int size, EventParts parts, ILogger logger)
{
    private readonly string _sql = Sql(store, shard, parts);
    private readonly Dictionary<Type, bool> _isAbout = [];
    private readonly bool _isAboutAnything = shard.IsAbout(typeof(Unheard));

    /// <summary>The next page, which goes to <paramref name="high"/> if it does not get full before.</summary>
    internal async Task<LoadedPage> LoadAsync(long floor, long high, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = Command(connection, floor, high, size);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        return await ReadAsync(reader, floor, high, token).ConfigureAwait(false);
    }

    /// <summary>All pages up to <paramref name="high"/>, while the connection is held.</summary>
    internal async IAsyncEnumerable<LoadedPage> StreamAsync(long floor, long high, [EnumeratorCancellation] CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = Command(connection, floor, high, null);
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        while (floor < high)
        {
            var page = await ReadAsync(reader, floor, high, token).ConfigureAwait(false);
            yield return page;
            floor = page.Ceiling;
        }
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, long floor, long high, int? limit)
    {
        var command = new NpgsqlCommand(_sql, connection) { CommandTimeout = store.Database.CommandTimeout };
        command.Parameters.Add(StreamParameters.Number(floor));
        command.Parameters.Add(StreamParameters.Number(high));
        command.Parameters.Add(StreamParameters.Number(limit));
        command.Parameters.Add(new NpgsqlParameter<string[]?> { TypedValue = Unwanted(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar });
        if (shard.Filter.StreamType is { } type) command.Parameters.Add(StreamParameters.Text(store.EventStorage.Graph.AggregateAliasFor(type)));
        return command;
    }

    private async ValueTask<LoadedPage> ReadAsync(NpgsqlDataReader reader, long floor, long high, CancellationToken token)
    {
        var events = new List<IEvent>(size);
        List<DeadLetterEvent>? letters = null;
        for (var rows = 0; rows < size; rows++)
        {
            if (!await reader.ReadAsync(token).ConfigureAwait(false)) return new LoadedPage(floor, high, events, letters ?? []);
            try
            {
                var e = await ReadEventAsync(reader, token).ConfigureAwait(false);
                if (IsAbout(e.EventType) || IsOfStream(reader)) events.Add(e);
            }
            catch (UnknownEventTypeException) when (!_isAboutAnything && !IsOfStream(reader))
            {
                // Whatever it is, it is none of the types that the shard is about.
            }
            catch (Exception failure) when (failure is UnknownEventTypeException && errors.SkipUnknownEvents
                || failure is EventDeserializationFailureException && errors.SkipSerializationErrors)
            {
                var sequence = reader.GetInt64(1);
                DaemonLog.Skipped(logger, failure, shard.Name.Identity, sequence);
                (letters ??= []).Add(new DeadLetterEvent(shard.Name, sequence, TenantOf(reader), failure));
            }
        }

        return new LoadedPage(floor, reader.GetInt64(1), events, letters ?? []);
    }

    // Where a stream alone is reason enough, every row says whether it is of such a one: after all that is read of the event.
    private bool IsOfStream(NpgsqlDataReader reader) => shard.TakesEither && reader.GetBoolean(reader.FieldCount - 1);

    private string? TenantOf(NpgsqlDataReader reader)
    {
        if (parts != EventParts.All && !store.EventStorage.IsTenanted) return Sessions.Tenancy.DefaultTenantId;
        var column = parts == EventParts.All ? 7 : EventDataReader.Tenant;
        return reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private async ValueTask<IEvent> ReadEventAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        if (parts == EventParts.All) return await EventReader.ReadAsync(store.EventStorage, reader, token).ConfigureAwait(false);
        return await EventDataReader.ReadAsync(store.EventStorage, reader, parts, token).ConfigureAwait(false) ?? await ReadWholeAsync(reader.GetInt64(1), token).ConfigureAwait(false);
    }

    // Rare: two types share a name, nobody has heard of it yet, or somebody has to hear of it.
    internal async ValueTask<IEvent> ReadWholeAsync(long sequence, CancellationToken token)
    {
        await using var connection = await store.Database.OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"select {store.EventStorage.Statements.Selected} from {store.EventStorage.Statements.Events} as d where d.seq_id = $1", connection);
        command.Parameters.Add(StreamParameters.Number(sequence));
        await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        if (!await reader.ReadAsync(token).ConfigureAwait(false)) throw new InvalidOperationException($"The event {sequence} was deleted while it was read");
        return await EventReader.ReadAsync(store.EventStorage, reader, token).ConfigureAwait(false);
    }

    /// <summary>A type that no shard can have been told of.</summary>
    private sealed class Unheard;

    private bool IsAbout(Type eventType)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_isAbout, eventType, out var exists);
        if (!exists) known = eventType != typeof(Tombstone) && shard.IsAbout(eventType);
        return known;
    }

    private string[]? Unwanted()
    {
        var unwanted = store.EventStorage.Graph.Types.NamesWithout(shard.IsAbout);

        // Where sequences are not reserved, tombstones alone are too few to have every row looked at for them.
        var areFew = store.EventStorage.Graph.AppendMode != EventAppendMode.Rich && unwanted.All(n => n == Tombstone.Name);
        return areFew ? null : [Tombstone.Name, .. unwanted];
    }

    private static string Sql(DocumentStore store, Shard shard, EventParts parts)
    {
        var statements = store.EventStorage.Statements;
        var hidden = (shard.Filter.IncludeArchivedEvents ? "" : " and d.is_archived = FALSE") + statements.AppliedOf("d");
        var isSame = store.EventStorage.IsTenanted ? " and s.tenant_id = d.tenant_id" : "";
        var isOfStream = $"exists (select from {statements.Streams} as s where s.id = d.stream_id{isSame} and s.type = $5)";
        var selected = parts == EventParts.All ? statements.Selected : statements.SelectedDataAndStream;
        var isWanted = "($4::varchar[] is null or d.type <> all($4))";
        if (shard.TakesEither) (selected, isWanted) = ($"{selected}, {isOfStream}", $"({isWanted} or {isOfStream})");
        else if (shard.Filter.StreamType is not null) isWanted += $" and {isOfStream}";
        return $"select {selected} from {statements.Events} as d where d.seq_id > $1 and d.seq_id <= $2 and {isWanted}{hidden} order by d.seq_id limit $3";
    }
}
