using Marten.Engine.Linq.Execution;
using Marten.Engine.Sessions;

namespace Marten.Engine.Linq.Sql;

/// <summary>A condition that the user wrote, with its placeholders numbered after the parameters before them.</summary>
internal sealed class SqlCustom(string sql, char placeholder, int slot) : SqlPart
{
    internal override void Write(SqlWriter writer)
    {
        var text = RawSql.Number(sql, placeholder, out var count, writer.Parameters.Count);
        writer.Append("(").Append(text).Append(")");
        for (var i = 0; i < count; i++) writer.Parameters.Add(new ArrayItemBinder(slot, i, count));
    }
}
