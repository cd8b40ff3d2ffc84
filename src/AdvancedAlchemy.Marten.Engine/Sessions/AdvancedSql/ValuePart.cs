using System.Data.Common;

namespace Marten.Engine.Sessions.AdvancedSql;

/// <summary>A single value.</summary>
internal sealed class ValuePart<T> : RowPart<T>
{
    internal override T Read(DbDataReader reader) => RawValues.Read<T>(reader);
}
