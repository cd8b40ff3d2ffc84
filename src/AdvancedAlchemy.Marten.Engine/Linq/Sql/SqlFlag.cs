namespace Marten.Engine.Linq.Sql;

/// <summary>A bool member as a condition. Unlike other conditions it is never unknown: what is not there is not set.</summary>
internal sealed class SqlFlag(SqlPart nullTest, SqlPart value, bool isSet) : SqlPart
{
    internal override void Write(SqlWriter writer)
    {
        if (isSet) writer.Append("(").Append(nullTest).Append(" is not null and ").Append(value).Append(" = True)");
        else writer.Append("(").Append(nullTest).Append(" is null or ").Append(value).Append(" = False)");
    }

    internal override SqlPart Negate() => new SqlFlag(nullTest, value, !isSet);
}
