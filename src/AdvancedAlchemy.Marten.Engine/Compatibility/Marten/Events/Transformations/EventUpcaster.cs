using System.Data.Common;
using JasperFx.Events;

namespace Marten.Services.Json.Transformations;

/// <summary>A base for upcasters.</summary>
public abstract class EventUpcaster : IEventUpcaster
{
    public virtual string EventTypeName => EventType.GetEventTypeName();

    public abstract Type EventType { get; }

    public abstract object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index);

    public virtual ValueTask<object> FromDbDataReaderAsync(ISerializer serializer, DbDataReader dbDataReader, int index, CancellationToken ct) =>
        new(FromDbDataReader(serializer, dbDataReader, index));
}
