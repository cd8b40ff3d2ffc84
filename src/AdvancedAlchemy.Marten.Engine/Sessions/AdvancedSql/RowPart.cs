using System.Data.Common;
using Marten.Engine.Documents;

namespace Marten.Engine.Sessions.AdvancedSql;

/// <summary>Reads one of the things that a row is made of.</summary>
internal abstract class RowPart<T>
{
    /// <summary>The documents that it is one of.</summary>
    internal virtual DocumentStorage? Storage => null;

    internal static RowPart<T> For(QuerySession session)
    {
        if (RawValues.IsValue(typeof(T))) return new ValuePart<T>();
        var store = session.Core.Store;
        if (!store.Settings.Mappings.IsKnown(typeof(T))) return new JsonPart<T>(store.Settings.Serializer());
        return (RowPart<T>)Activator.CreateInstance(typeof(DocumentPart<>).MakeGenericType(typeof(T)), session, store.Storages.For(typeof(T)))!;
    }

    /// <summary>Reads it from the columns of the reader.</summary>
    internal abstract T Read(DbDataReader reader);

    /// <summary>Reads it from a column made with <c>row(...)</c>.</summary>
    internal T ReadRow(DbDataReader reader, int index)
    {
        if (reader.IsDBNull(index)) return default!;
        using var row = reader.GetData(index);
        return row.Read() ? Read(row) : default!;
    }

    /// <summary>Whether a column is JSON.</summary>
    protected static bool IsJson(DbDataReader reader, int index) => reader.GetDataTypeName(index) is "jsonb" or "json";
}
