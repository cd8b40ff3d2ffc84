using System.Buffers;
using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Marten.Engine.Serialization;

/// <summary>Deserialises straight from a reader's bytes, with a pooled buffer and no string in between.</summary>
internal static class JsonReading
{
    // The binary form of jsonb begins with a version number; JSON text can never begin with this byte.
    private const byte JsonbVersion = 1;

    internal static T? Deserialize<T>(DbDataReader reader, int index, JsonTypeInfo<T> typeInfo)
    {
        var buffer = Read(reader, index, out var start, out var length);
        try
        {
            return JsonSerializer.Deserialize(buffer.AsSpan(start, length), typeInfo);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    internal static T? Deserialize<T>(DbDataReader reader, int index, JsonSerializerOptions options) =>
        Deserialize(reader, index, (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T)));

    internal static object? Deserialize(DbDataReader reader, int index, Type type, JsonSerializerOptions options)
    {
        var buffer = Read(reader, index, out var start, out var length);
        try
        {
            return JsonSerializer.Deserialize(buffer.AsSpan(start, length), options.GetTypeInfo(type));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>A stream over the JSON text of a column, for serializers that want one.</summary>
    internal static Stream OpenStream(DbDataReader reader, int index)
    {
        var stream = reader.GetStream(index);
        var first = stream.ReadByte();
        if (first != JsonbVersion) stream.Position = 0;
        return stream;
    }

    private static byte[] Read(DbDataReader reader, int index, out int start, out int length)
    {
        using var stream = reader.GetStream(index);
        var total = (int)stream.Length;
        var buffer = ArrayPool<byte>.Shared.Rent(total);
        var read = 0;
        while (read < total)
        {
            var count = stream.Read(buffer, read, total - read);
            if (count == 0) break;
            read += count;
        }

        start = read > 0 && buffer[0] == JsonbVersion ? 1 : 0;
        length = read - start;
        return buffer;
    }
}
