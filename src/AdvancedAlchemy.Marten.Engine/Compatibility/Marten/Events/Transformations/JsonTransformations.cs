namespace Marten.Services.Json.Transformations;

/// <summary>Transformations from one type to another.</summary>
public static class JsonTransformations
{
    public static JsonTransformation Upcast<TOldEvent, TEvent>(Func<TOldEvent, TEvent> transform) where TOldEvent : notnull where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(transform);
        return new JsonTransformation((serializer, reader, index) => transform(serializer.FromJson<TOldEvent>(reader, index)));
    }

    public static JsonTransformation Upcast<TOldEvent, TEvent>(Func<TOldEvent, CancellationToken, Task<TEvent>> transform)
        where TOldEvent : notnull where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(transform);
        return new JsonTransformation(
            (_, _, _) => throw new Exceptions.MartenException($"The transformation of {typeof(TOldEvent).Name} to {typeof(TEvent).Name} can only be done asynchronously"),
            async (serializer, reader, index, token) =>
                await transform(await serializer.FromJsonAsync<TOldEvent>(reader, index, token).ConfigureAwait(false), token).ConfigureAwait(false));
    }
}
