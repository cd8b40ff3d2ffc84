namespace Marten.Engine.Linq.Sql;

/// <summary>A part of a statement.</summary>
internal abstract class SqlPart
{
    internal abstract void Write(SqlWriter writer);

    /// <summary>The opposite condition. As in Marten, a row for which the condition is unknown has neither.</summary>
    internal virtual SqlPart Negate() => new SqlNot(this);
}
