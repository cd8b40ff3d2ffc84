namespace Marten.Engine.Linq.Sql;

/// <summary><c>left op right</c></summary>
/// <param name="left">The left value.</param>
/// <param name="comparison">The operator.</param>
/// <param name="right">The right value.</param>
/// <param name="isCertain">Whether null counts as a value, as in C#: so it does for what is inside of collections.</param>
internal sealed class SqlComparison(SqlPart left, string comparison, SqlPart right, bool isCertain = false) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append(left).Append(" ").Append(comparison).Append(" ").Append(right);

    internal override SqlPart Negate() => comparison switch
    {
        "=" => new SqlComparison(left, isCertain ? "is distinct from" : "!=", right, isCertain),
        "!=" => new SqlComparison(left, "=", right),
        "is distinct from" => new SqlComparison(left, "is not distinct from", right, isCertain),
        "is not distinct from" => new SqlComparison(left, "is distinct from", right, isCertain),
        _ when isCertain => new SqlNotTrue(this),
        _ => base.Negate(),
    };
}
