using Marten.Engine.Linq.Execution;

namespace Marten.Engine.Linq.Sql;

/// <summary>A value, as a positional parameter.</summary>
internal sealed class SqlParameterNode(ParameterBinder binder) : SqlPart
{
    internal override void Write(SqlWriter writer) => writer.Append(binder);
}
