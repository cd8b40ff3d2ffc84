using System.Data.Common;

namespace Marten.Services.Json.Transformations;

/// <summary>Reads stored events of an old shape as events of a new one.</summary>
public interface IEventUpcaster
{
    /// <summary>The name that the old events are stored by.</summary>
    string EventTypeName { get; }

    /// <summary>The type that they are read as.</summary>
    Type EventType { get; }

    object FromDbDataReader(ISerializer serializer, DbDataReader dbDataReader, int index);

    ValueTask<object> FromDbDataReaderAsync(ISerializer serializer, DbDataReader dbDataReader, int index, CancellationToken ct);
}
