namespace Marten.Engine.Linq.Sql;

/// <summary><c>left op right</c></summary>
internal sealed class SqlComparison(SqlPart left, string comparison, SqlPart right) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append(left).Append(" ").Append(comparison).Append(" ").Append(right);

    internal override SqlPart Negate() => comparison switch
    {
        "=" => new SqlComparison(left, "!=", right),
        "!=" => new SqlComparison(left, "=", right),
        _ => base.Negate(),
    };
}
