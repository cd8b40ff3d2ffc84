using System.Data.Common;
using JasperFx.Events;

namespace Marten.Services.Json.Transformations;

/// <summary>A base for upcasters that have to wait for something.</summary>
public abstract class AsyncOnlyEventUpcaster<TOldEvent, TEvent> : EventUpcaster<TEvent> where TOldEvent : notnull where TEvent : notnull
{
    public override string EventTypeName => typeof(TOldEvent).GetEventTypeName();

    public override object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index) =>
        throw new Exceptions.MartenException($"{GetType().Name} can only be used asynchronously");

    public override async ValueTask<object> FromDbDataReaderAsync(ISerializer serializer, DbDataReader dbDataReader, int index, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(serializer);
        return await UpcastAsync(await serializer.FromJsonAsync<TOldEvent>(dbDataReader, index, ct).ConfigureAwait(false), ct).ConfigureAwait(false);
    }

    protected abstract Task<TEvent> UpcastAsync(TOldEvent oldEvent, CancellationToken ct);
}
