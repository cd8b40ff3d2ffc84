using JasperFx.Events;
using Marten.Engine.Documents;
using Marten.Engine.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events;

/// <summary>The values of the events of one stream, an array a column.</summary>
internal readonly ref struct EventColumns(EventStorage storage, IReadOnlyList<IEvent> events, WriteContext context)
{
    private readonly IReadOnlyList<IEvent> _events = events;

    /// <summary>Those that were reserved. What an attempt was given that was rolled back is none: readers may have gone on past it.</summary>
    internal NpgsqlParameter Sequences()
    {
        var areReserved = storage.Graph.AppendMode == EventAppendMode.Rich;
        return new NpgsqlParameter<long?[]>
        {
            TypedValue = Each(e => areReserved && e.Sequence > 0 ? e.Sequence : (long?)null), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        };
    }

    internal NpgsqlParameter Ids() => new NpgsqlParameter<Guid[]> { TypedValue = Each(e => e.Id), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };

    internal NpgsqlParameter TypeNames() => Texts(e => e.EventTypeName);

    internal NpgsqlParameter DotNetNames() => Texts(e => e.DotNetTypeName);

    internal NpgsqlParameter Bodies()
    {
        var bodies = new ReadOnlyMemory<byte>[_events.Count];
        for (var i = 0; i < bodies.Length; i++) bodies[i] = storage.Graph.Types.For(_events[i].EventType).Write(_events[i], context.Bodies);
        return new NpgsqlParameter<ReadOnlyMemory<byte>[]> { TypedValue = bodies, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
    }

    internal NpgsqlParameter NoBinaryBodies() => new NpgsqlParameter<byte[]?[]> { TypedValue = Each(_ => (byte[]?)null), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };

    /// <summary>The times that the client gives; null where the server is to give one.</summary>
    internal NpgsqlParameter Timestamps() => new NpgsqlParameter<DateTimeOffset?[]>
    {
        TypedValue = Each(e => e is IAppendedEvent { TakesServerTime: true } ? (DateTimeOffset?)null : e.Timestamp.ToUniversalTime()),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };

    internal NpgsqlParameter Metadata(EventMetadata column)
    {
        if (column.DbType != NpgsqlDbType.Jsonb) return Texts(column.TextOf);
        var headers = new byte[]?[_events.Count];
        for (var i = 0; i < headers.Length; i++) headers[i] = HeadersOf(_events[i], storage.Serializer, context.Bodies);
        return new NpgsqlParameter<byte[]?[]> { TypedValue = headers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };
    }

    private NpgsqlParameter Texts(Func<IEvent, string?> value) =>
        new NpgsqlParameter<string?[]> { TypedValue = Each(value), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    private static byte[]? HeadersOf(IEvent e, ISerializer serializer, BodyWriter bodies) =>
        e.Headers is { } headers ? bodies.Write(headers, serializer).ToArray() : null;

    private T[] Each<T>(Func<IEvent, T> value)
    {
        var values = new T[_events.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(_events[i]);
        return values;
    }
}
