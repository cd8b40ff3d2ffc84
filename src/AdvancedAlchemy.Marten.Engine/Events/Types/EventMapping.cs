using System.Data.Common;
using System.Reflection;
using JasperFx.Events;
using Marten.Engine.Serialization;
using Marten.Schema;
using Marten.Services.Json.Transformations;

namespace Marten.Events;

/// <summary>How events of one type are stored and read.</summary>
public abstract class EventMapping : EventTypeData, IEventType
{
    private JsonTransformation? _transformation;

    private protected EventMapping(EventGraph parent, Type eventType) : base(eventType)
    {
        Parent = parent;
        Rename(eventType.GetCustomAttribute<MartenEventAttribute>()?.Alias ?? eventType.GetEventTypeName(parent.EventNamingStyle));
    }

    public Type DocumentType => EventType;

    internal EventGraph Parent { get; }

    public abstract IEvent Wrap(object data);

    /// <summary>Reads the data in another way than as JSON of the type.</summary>
    public void JsonTransformation(JsonTransformation? jsonTransformation) => _transformation = jsonTransformation;

    internal abstract ReadOnlyMemory<byte> Write(IEvent e, BodyWriter bodies);

    /// <summary>An event with the data of the column, and nothing else yet.</summary>
    internal async ValueTask<IEvent> ReadAsync(ISerializer serializer, DbDataReader reader, int index, CancellationToken token) =>
        _transformation is { } transformation
            ? Wrap(await transformation.FromDbDataReaderAsync(serializer, reader, index, token).ConfigureAwait(false))
            : Read(reader, index);

    /// <summary>The same without waiting for anything.</summary>
    internal IEvent Read(ISerializer serializer, DbDataReader reader, int index) =>
        _transformation is { } transformation ? Wrap(transformation.FromDbDataReader(serializer, reader, index)) : Read(reader, index);

    internal bool IsTransformed => _transformation is not null;

    internal abstract IEvent Read(DbDataReader reader, int index);
}
