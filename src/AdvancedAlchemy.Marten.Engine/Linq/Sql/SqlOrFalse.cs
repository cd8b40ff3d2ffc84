namespace Marten.Engine.Linq.Sql;

/// <summary>A condition that an index serves only as it is, and that is unknown where it should be false: its opposite has those rows.</summary>
internal sealed class SqlOrFalse(SqlPart inner) : SqlPart
{
    internal override void Write(SqlWriter writer) => inner.Write(writer);

    internal override SqlPart Negate() => new SqlNotTrue(inner);
}
