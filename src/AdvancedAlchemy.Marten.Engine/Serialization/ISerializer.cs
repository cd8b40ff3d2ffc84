using System.Buffers;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;

namespace Marten;

/// <summary>Turns documents into the JSON that is stored, and back.</summary>
public interface ISerializer : IStorageSerializer
{
    EnumStorage EnumStorage { get; }

    Casing Casing { get; }

    ValueCasting ValueCasting { get; }

    string ToJsonWithTypes(object document);

    void WriteToCleanJson(IBufferWriter<byte> writer, object? value);

    void WriteToJsonWithTypes(IBufferWriter<byte> writer, object value);

    void WriteToParameter(NpgsqlParameter parameter, object? value);
}
