using System.Data.Common;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Marten.Engine.Serialization;
using Marten.Services;

namespace Marten.Engine.Documents;

/// <summary>Writes and reads the bodies of one document type; the fast way when the serializer is System.Text.Json.</summary>
internal sealed class DocumentCodec<T>(ISerializer serializer)
{
    private JsonTypeInfo<T>? _typeInfo;
    private bool _resolved;

    internal ReadOnlyMemory<byte> Write(T document, BodyWriter bodies)
    {
        // The runtime type decides, so that a derived document keeps its own members.
        if (TypeInfo is { } typeInfo && document!.GetType() == typeof(T)) return bodies.Write(document, typeInfo);
        return bodies.Write(document, serializer);
    }

    internal T Read(DbDataReader reader, int index) =>
        (TypeInfo is { } typeInfo ? JsonReading.Deserialize(reader, index, typeInfo) : serializer.FromJson<T>(JsonReading.OpenStream(reader, index)))!;

    /// <summary>The same for a body of a few hundred bytes in a column of jsonb, which is not worth a stream.</summary>
    internal T ReadSmall(DbDataReader reader, int index) =>
        TypeInfo is { } typeInfo ? JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(index), typeInfo)! : Read(reader, index);

    private JsonTypeInfo<T>? TypeInfo
    {
        get
        {
            if (_resolved) return _typeInfo;
            if (serializer is SystemTextJsonSerializer json) _typeInfo = (JsonTypeInfo<T>)json.Options.GetTypeInfo(typeof(T));
            _resolved = true;
            return _typeInfo;
        }
    }
}
