using JasperFx.Events;
using Marten.Events;
using Marten.Exceptions;

namespace Marten.Engine.Events;

/// <summary>The streams of an import, by name.</summary>
internal static class BulkStreams
{
    /// <exception cref="EmptyEventStreamException">One has no events.</exception>
    /// <exception cref="ExistingStreamIdCollisionException">One is there twice.</exception>
    internal static Dictionary<object, BulkStream> Of(EventGraph graph, IReadOnlyList<StreamAction> streams)
    {
        var found = new Dictionary<object, BulkStream>(streams.Count);
        foreach (var stream in streams)
        {
            ArgumentNullException.ThrowIfNull(stream, nameof(streams));
            var name = Named(graph, stream.Id, stream.Key);
            if (stream.Events.Count == 0) throw name is Guid id ? new EmptyEventStreamException(id) : new EmptyEventStreamException((string)name);
            Add(found, new BulkStream(name, TypeOf(graph, stream.AggregateTypeName, stream.AggregateType), stream.AggregateType, stream.Events.Count, false));
        }

        return found;
    }

    /// <exception cref="ExistingStreamIdCollisionException">One is there twice.</exception>
    internal static Dictionary<object, BulkStream> Of(EventGraph graph, IReadOnlyList<BulkEventStreamHeader> headers)
    {
        var found = new Dictionary<object, BulkStream>(headers.Count);
        foreach (var header in headers)
        {
            ArgumentNullException.ThrowIfNull(header, nameof(headers));
            ArgumentOutOfRangeException.ThrowIfNegative(header.Version);
            Add(found, new BulkStream(
                Named(graph, header.Id, header.Key), TypeOf(graph, header.AggregateTypeName, header.AggregateType), header.AggregateType, header.Version, header.IsArchived));
        }

        return found;
    }

    private static void Add(Dictionary<object, BulkStream> streams, BulkStream stream)
    {
        if (!streams.TryAdd(stream.Name, stream)) throw new ExistingStreamIdCollisionException(stream.Name, stream.AggregateType!);
    }

    private static string? TypeOf(EventGraph graph, string? name, Type? type) => name ?? (type is null ? null : graph.AggregateAliasFor(type));

    private static object Named(EventGraph graph, Guid id, string? key) => graph.StreamIdentity switch
    {
        StreamIdentity.AsGuid when id != Guid.Empty => id,
        StreamIdentity.AsGuid when key is not null => throw new InvalidOperationException("This Marten event store is configured to identify streams with Guids"),
        StreamIdentity.AsGuid => throw new ArgumentOutOfRangeException(nameof(id), "Cannot use an empty Guid as the stream id"),
        _ when !string.IsNullOrEmpty(key) => key,
        _ when id != Guid.Empty => throw new InvalidOperationException("This Marten event store is configured to identify streams with strings"),
        _ => throw new ArgumentOutOfRangeException(nameof(key), "The stream key cannot be null or empty"),
    };
}
