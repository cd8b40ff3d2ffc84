namespace Marten.Engine.Linq.Sql;

/// <summary><c>(...) is not true</c>: what is unknown counts as false.</summary>
internal sealed class SqlNotTrue(SqlPart inner) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append("(").Append(inner).Append(") is not true");

    // Still never unknown: the opposite of the opposite is not the condition alone.
    internal override SqlPart Negate() => new SqlOrFalse(inner);
}
