using Marten.Engine.Sessions;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>One of the values that were given along with custom SQL.</summary>
internal sealed class ArrayItemBinder(int slot, int index, int count) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId)
    {
        var items = (object?[])values[slot]!;
        if (items.Length != count) throw new InvalidOperationException("Wrong number of supplied parameters");
        return RawSql.Parameter(items[index]);
    }
}
