using System.Data.Common;
using System.Text.Json;
using Marten.Engine.Serialization;

namespace Marten.Services.Json.Transformations.SystemTextJson;

/// <summary>A base for upcasters that look at the JSON of old events.</summary>
public abstract class EventUpcaster<TEvent> : Transformations.EventUpcaster<TEvent> where TEvent : notnull
{
    public override object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index)
    {
        using var json = JsonDocument.Parse(JsonReading.OpenStream(dbDataReader, index));
        return Upcast(json);
    }

    protected abstract TEvent Upcast(JsonDocument oldEvent);
}
