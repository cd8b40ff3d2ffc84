using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Marten.Engine.Serialization;

/// <summary>Serialises bodies into an arena with one reused writer.</summary>
internal sealed class BodyWriter : IDisposable
{
    private readonly BodyArena _arena = new();
    private readonly Utf8JsonWriter _json;

    internal BodyWriter()
    {
        _json = new Utf8JsonWriter(_arena, JsonWriting.Options);
    }

    internal ReadOnlyMemory<byte> Write<T>(T document, JsonTypeInfo<T> typeInfo)
    {
        try
        {
            JsonSerializer.Serialize(_json, document, typeInfo);
            _json.Flush();
            return _arena.TakeBody();
        }
        catch
        {
            // The writer must not flush the half of a body into the next one.
            _json.Reset(Stream.Null);
            _arena.DiscardBody();
            throw;
        }
        finally
        {
            _json.Reset(_arena);
        }
    }

    internal ReadOnlyMemory<byte> Write(object? value, ISerializer serializer)
    {
        try
        {
            serializer.WriteTo(_arena, value);
            return _arena.TakeBody();
        }
        catch
        {
            _arena.DiscardBody();
            throw;
        }
    }

    /// <summary>Gives the memory of all bodies so far back for reuse.</summary>
    internal void Reset() => _arena.Reset();

    public void Dispose()
    {
        _json.Dispose();
        _arena.Dispose();
    }
}
