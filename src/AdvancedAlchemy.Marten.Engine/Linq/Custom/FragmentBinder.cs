using Marten.Engine.Linq.Execution;
using Npgsql;

namespace Marten.Engine.Linq.Custom;

/// <summary>A value of the fragment that the query captured.</summary>
internal sealed class FragmentBinder(int slot, int index) : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) => ((RenderedFragment)values[slot]!).Parameters[index].Clone();
}
