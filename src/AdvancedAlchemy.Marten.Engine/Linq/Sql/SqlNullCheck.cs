namespace Marten.Engine.Linq.Sql;

/// <summary><c>x is null</c> or <c>x is not null</c></summary>
internal sealed class SqlNullCheck(SqlPart value, bool isNull) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append(value).Append(isNull ? " is null" : " is not null");

    internal override SqlPart Negate() => new SqlNullCheck(value, !isNull);
}
