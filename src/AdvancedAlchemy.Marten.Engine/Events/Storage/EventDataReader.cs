using System.Data.Common;
using JasperFx.Events;
using Marten.Events;

namespace Marten.Engine.Events;

/// <summary>Reads the data of events, for those who look at nothing else: half of the columns, and none of the texts that are the same in every row.</summary>
internal static class EventDataReader
{
    private const int Data = 4;
    internal const int Tenant = 5;

    /// <summary>Null where the name of its type does not tell what it is read as.</summary>
    internal static ValueTask<IEvent?> ReadAsync(EventStorage storage, DbDataReader reader, EventParts parts, CancellationToken token)
    {
        if (storage.Graph.Types.ByNameAlone(reader.GetString(3)) is not { } mapping) return default;
        var sequence = reader.GetInt64(1);
        return mapping.IsTransformed
            ? TransformAsync(storage, reader, mapping, sequence, parts, token)
            : new ValueTask<IEvent?>(Complete(storage, EventReader.ReadData(storage, mapping, sequence, reader, Data), reader, mapping, sequence, parts));
    }

    /// <summary>Null where one of them has to be read with everything that is stored of it.</summary>
    internal static async ValueTask<List<IEvent>?> ReadAllAsync(EventStorage storage, DbDataReader reader, CancellationToken token)
    {
        var events = new List<IEvent>();
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (await ReadAsync(storage, reader, EventParts.Data, token).ConfigureAwait(false) is not { } e) return null;
            events.Add(e);
        }

        return events;
    }

    private static async ValueTask<IEvent?> TransformAsync(
        EventStorage storage, DbDataReader reader, EventMapping mapping, long sequence, EventParts parts, CancellationToken token) =>
        Complete(storage, await EventReader.ReadDataAsync(storage, mapping, sequence, reader, Data, token).ConfigureAwait(false), reader, mapping, sequence, parts);

    private static IEvent Complete(EventStorage storage, IEvent e, DbDataReader reader, EventMapping mapping, long sequence, EventParts parts)
    {
        e.Sequence = sequence;
        e.EventTypeName = mapping.EventTypeName;
        e.DotNetTypeName = mapping.DotNetTypeName;
        if (parts == EventParts.Data)
        {
            e.Id = reader.GetGuid(0);
            e.Version = reader.GetInt64(2);
            return e;
        }

        e.Version = reader.GetInt64(0);
        if (storage.Graph.StreamIdentity == StreamIdentity.AsGuid) e.StreamId = reader.GetGuid(2);
        else e.StreamKey = reader.GetString(2);
        if (storage.IsTenanted) e.TenantId = reader.GetString(Tenant);
        return e;
    }
}
