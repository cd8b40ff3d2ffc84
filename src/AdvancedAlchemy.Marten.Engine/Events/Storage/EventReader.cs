using System.Data.Common;
using System.Text.Json;
using JasperFx.Events;
using Marten.Exceptions;

namespace Marten.Engine.Events;

/// <summary>Reads events from rows of <see cref="EventStatements.Selected"/>.</summary>
internal static class EventReader
{
    private const int Sequence = 1;
    private const int Data = 9;
    private const int FirstMetadata = 10;

    internal static async ValueTask<IEvent> ReadAsync(EventStorage storage, DbDataReader reader, CancellationToken token)
    {
        var sequence = reader.GetInt64(Sequence);
        var name = reader.GetString(4);
        var dotNetName = reader.IsDBNull(5) ? null : reader.GetString(5);
        var mapping = storage.Graph.Types.Resolve(name, dotNetName, sequence);
        IEvent e;
        try
        {
            e = await mapping.ReadAsync(storage.Serializer, reader, Data, token).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException or ArgumentException or FormatException)
        {
            throw new EventDeserializationFailureException(sequence, mapping, failure);
        }

        e.Id = reader.GetGuid(0);
        e.Sequence = sequence;
        if (!reader.IsDBNull(2))
        {
            if (storage.Graph.StreamIdentity == StreamIdentity.AsGuid) e.StreamId = reader.GetGuid(2);
            else e.StreamKey = reader.GetString(2);
        }

        e.Version = reader.GetInt64(3);
        e.EventTypeName = name;
        e.DotNetTypeName = dotNetName ?? mapping.DotNetTypeName;
        e.Timestamp = reader.GetFieldValue<DateTimeOffset>(6);
        if (!reader.IsDBNull(7)) e.TenantId = reader.GetString(7);
        e.IsArchived = !reader.IsDBNull(8) && reader.GetBoolean(8);
        var metadata = storage.Statements.Metadata;
        for (var i = 0; i < metadata.Count; i++) metadata[i].Read(e, storage.Serializer, reader, FirstMetadata + i);
        return e;
    }

    internal static async ValueTask<List<IEvent>> ReadAllAsync(EventStorage storage, DbDataReader reader, CancellationToken token)
    {
        var events = new List<IEvent>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) events.Add(await ReadAsync(storage, reader, token).ConfigureAwait(false));
        return events;
    }
}
