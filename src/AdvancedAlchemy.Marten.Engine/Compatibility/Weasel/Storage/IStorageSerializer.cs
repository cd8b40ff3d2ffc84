using System.Buffers;
using System.Data.Common;

namespace Weasel.Storage;

/// <summary>Turns documents into JSON and back.</summary>
public interface IStorageSerializer
{
    string ToJson(object? document);

    string ToCleanJson(object? document);

    void WriteTo(IBufferWriter<byte> writer, object? value);

    void WriteToParameter(DbParameter parameter, object? value);

    T FromJson<T>(Stream stream);

    T FromJson<T>(DbDataReader reader, int index);

    ValueTask<T> FromJsonAsync<T>(Stream stream, CancellationToken cancellationToken = default);

    ValueTask<T> FromJsonAsync<T>(DbDataReader reader, int index, CancellationToken cancellationToken = default);

    object FromJson(Type type, Stream stream);

    object FromJson(Type type, DbDataReader reader, int index);

    ValueTask<object> FromJsonAsync(Type type, Stream stream, CancellationToken cancellationToken = default);

    ValueTask<object> FromJsonAsync(Type type, DbDataReader reader, int index, CancellationToken cancellationToken = default);
}
