using System.Data.Common;
using System.Text.Json;
using Marten.Engine.Serialization;

namespace Marten.Services.Json.Transformations.SystemTextJson;

/// <summary>A base for upcasters that look at the JSON of old events and have to wait for something.</summary>
public abstract class AsyncOnlyEventUpcaster<TEvent> : Transformations.EventUpcaster<TEvent> where TEvent : notnull
{
    public override object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index) =>
        throw new Exceptions.MartenException($"{GetType().Name} can only be used asynchronously");

    public override async ValueTask<object> FromDbDataReaderAsync(ISerializer serializer, DbDataReader dbDataReader, int index, CancellationToken ct)
    {
        using var json = await JsonDocument.ParseAsync(JsonReading.OpenStream(dbDataReader, index), cancellationToken: ct).ConfigureAwait(false);
        return await UpcastAsync(json, ct).ConfigureAwait(false);
    }

    protected abstract Task<TEvent> UpcastAsync(JsonDocument oldEvent, CancellationToken ct);
}
