using System.Data.Common;

namespace Marten.Services.Json.Transformations;

/// <summary>How the data of an event is read from its column.</summary>
public class JsonTransformation
{
    public JsonTransformation(
        Func<ISerializer, DbDataReader, int, object> fromDbDataReader,
        Func<ISerializer, DbDataReader, int, CancellationToken, ValueTask<object>>? transformDbDataReaderAsync = null)
    {
        ArgumentNullException.ThrowIfNull(fromDbDataReader);
        FromDbDataReader = fromDbDataReader;
        FromDbDataReaderAsync = transformDbDataReaderAsync ?? ((serializer, reader, index, _) => new ValueTask<object>(fromDbDataReader(serializer, reader, index)));
    }

    public Func<ISerializer, DbDataReader, int, object> FromDbDataReader { get; }

    public Func<ISerializer, DbDataReader, int, CancellationToken, ValueTask<object>> FromDbDataReaderAsync { get; }
}
