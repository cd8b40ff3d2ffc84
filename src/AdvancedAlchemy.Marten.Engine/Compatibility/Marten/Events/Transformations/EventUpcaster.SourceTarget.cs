using System.Data.Common;
using JasperFx.Events;

namespace Marten.Services.Json.Transformations;

/// <summary>A base for upcasters from one type to another.</summary>
public abstract class EventUpcaster<TOldEvent, TEvent> : EventUpcaster<TEvent> where TOldEvent : notnull where TEvent : notnull
{
    public override string EventTypeName => typeof(TOldEvent).GetEventTypeName();

    public override object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return Upcast(serializer.FromJson<TOldEvent>(dbDataReader, index));
    }

    public override async ValueTask<object> FromDbDataReaderAsync(ISerializer serializer, DbDataReader dbDataReader, int index, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return Upcast(await serializer.FromJsonAsync<TOldEvent>(dbDataReader, index, ct).ConfigureAwait(false));
    }

    protected abstract TEvent Upcast(TOldEvent oldEvent);
}
