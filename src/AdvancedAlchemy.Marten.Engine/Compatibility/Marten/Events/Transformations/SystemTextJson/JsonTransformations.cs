using System.Text.Json;
using Marten.Engine.Serialization;

namespace Marten.Services.Json.Transformations.SystemTextJson;

/// <summary>Transformations of the JSON of old events.</summary>
public static class JsonTransformations
{
    public static JsonTransformation Upcast<TEvent>(Func<JsonDocument, TEvent> transform) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(transform);
        return new JsonTransformation((_, reader, index) =>
        {
            using var json = JsonDocument.Parse(JsonReading.OpenStream(reader, index));
            return transform(json);
        });
    }

    public static JsonTransformation AsyncOnlyUpcast<TEvent>(Func<JsonDocument, CancellationToken, Task<TEvent>> transform) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(transform);
        return new JsonTransformation(
            (_, _, _) => throw new Exceptions.MartenException($"The transformation of JSON to {typeof(TEvent).Name} can only be done asynchronously"),
            async (_, reader, index, token) =>
            {
                using var json = await JsonDocument.ParseAsync(JsonReading.OpenStream(reader, index), cancellationToken: token).ConfigureAwait(false);
                return await transform(json, token).ConfigureAwait(false);
            });
    }
}
