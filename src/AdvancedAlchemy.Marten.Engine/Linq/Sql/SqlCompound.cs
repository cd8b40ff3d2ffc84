namespace Marten.Engine.Linq.Sql;

/// <summary>Conditions joined by <c>and</c> or by <c>or</c>.</summary>
internal sealed class SqlCompound(bool all, IReadOnlyList<SqlPart> parts) : SqlPart
{
    internal static SqlPart And(params IReadOnlyList<SqlPart> parts) => parts.Count == 1 ? parts[0] : new SqlCompound(true, parts);

    internal static SqlPart Or(params IReadOnlyList<SqlPart> parts) => parts.Count == 1 ? parts[0] : new SqlCompound(false, parts);

    internal override void Write(SqlWriter writer) => writer.Append("(").AppendList(all ? " and " : " or ", parts).Append(")");

    // The same as NOT(...) for three-valued logic, but each part knows best what its own opposite is.
    internal override SqlPart Negate() => new SqlCompound(!all, [.. parts.Select(p => p.Negate())]);
}
