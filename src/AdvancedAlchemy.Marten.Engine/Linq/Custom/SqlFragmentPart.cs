using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Sessions;

namespace Marten.Engine.Linq.Custom;

/// <summary>A condition that a fragment wrote, with its parameters numbered after those before them.</summary>
/// <param name="fragment">The fragment.</param>
/// <param name="binderOf">What binds its parameters, by their index.</param>
internal sealed class SqlFragmentPart(RenderedFragment fragment, Func<int, ParameterBinder> binderOf) : SqlPart
{
    internal override void Write(SqlWriter writer)
    {
        writer.Append("(").Append(RawSql.MoveParameters(fragment.Sql, writer.Parameters.Count)).Append(")");
        for (var i = 0; i < fragment.Parameters.Length; i++) writer.Parameters.Add(binderOf(i));
    }
}
