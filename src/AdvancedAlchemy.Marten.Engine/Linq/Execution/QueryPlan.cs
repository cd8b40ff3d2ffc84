using Marten.Engine.Linq.Includes;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Tables;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>The outcome of a translation, good for every query of the same shape.</summary>
internal sealed class QueryPlan
{
    internal required string Sql { get; init; }

    internal required ParameterBinder[] Parameters { get; init; }

    /// <summary>A <see cref="RowReader{TRow}"/>.</summary>
    internal required object Rows { get; init; }

    /// <summary>The slot with the <see cref="Marten.Linq.QueryStatistics"/> to fill; -1 when nobody asked.</summary>
    internal int StatisticsSlot { get; init; } = -1;

    /// <summary>The column with the number of all matching rows, if there are statistics to fill.</summary>
    internal int TotalColumn { get; init; }

    /// <summary>The slot with the argument of Take; -1 without one.</summary>
    internal int TakeSlot { get; init; } = -1;

    /// <summary>The storages whose tables the statement reads besides that of its root.</summary>
    internal QueriedTable[] Touches { get; init; } = [];

    /// <summary>What takes the rows of each Include.</summary>
    internal IncludeRows[] Includes { get; init; } = [];

    /// <summary>If there are includes, the column with the number of the one that a row is of.</summary>
    internal int KindColumn { get; init; }

    internal ShapeToken[] Shape { get; init; } = [];

    internal SlotGuard[] Guards { get; init; } = [];

    /// <summary>When the plan was last used, in lookups since the cache began.</summary>
    internal long LastUsed;

    internal bool Fits(ReadOnlySpan<ShapeToken> shape, object?[] values)
    {
        if (!shape.SequenceEqual(Shape)) return false;
        foreach (var guard in Guards)
        {
            if (!Equals(values[guard.Slot], guard.Value)) return false;
        }

        return true;
    }

    internal NpgsqlCommand CreateCommand(object?[] values, QuerySession session)
    {
        var command = new NpgsqlCommand(Sql);
        foreach (var parameter in Parameters) command.Parameters.Add(parameter.Bind(values, session.TenantId));
        return command;
    }

    /// <summary>How many rows to make room for.</summary>
    internal int CapacityFor(object?[] values) => TakeSlot >= 0 && values[TakeSlot] is int take ? Math.Clamp(take, 0, 1024) : 16;
}
