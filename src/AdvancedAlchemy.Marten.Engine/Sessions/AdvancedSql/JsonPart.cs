using System.Data.Common;

namespace Marten.Engine.Sessions.AdvancedSql;

/// <summary>An object of a column of JSON.</summary>
internal sealed class JsonPart<T>(ISerializer serializer) : RowPart<T>
{
    internal override T Read(DbDataReader reader)
    {
        // Whoever selects a type's id as well means the body that comes after it.
        var index = reader.FieldCount > 1 && !IsJson(reader, 0) ? 1 : 0;
        return reader.IsDBNull(index) ? default! : serializer.FromJson<T>(reader, index);
    }
}
