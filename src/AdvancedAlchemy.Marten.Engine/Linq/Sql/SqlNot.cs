namespace Marten.Engine.Linq.Sql;

/// <summary><c>NOT(...)</c></summary>
internal sealed class SqlNot(SqlPart inner) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append("NOT(").Append(inner).Append(")");

    internal override SqlPart Negate() => inner;
}
