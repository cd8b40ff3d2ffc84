using Npgsql;

namespace Marten.Linq;

/// <summary>PostgreSQL's plan of a query: its outermost node, with the nodes below it in <see cref="Plans"/>. Times are milliseconds.</summary>
public class QueryPlan
{
    public string NodeType { get; set; } = null!;

    public string RelationName { get; set; } = null!;

    public string Alias { get; set; } = null!;

    public bool ParallelAware { get; set; }

    public decimal? StartupCost { get; set; }

    public decimal? TotalCost { get; set; }

    public int? PlanRows { get; set; }

    /// <summary>Bytes of an average row.</summary>
    public int? PlanWidth { get; set; }

    /// <summary>Known after Analyze only, as everything that is called actual.</summary>
    public decimal? ActualStartupTime { get; set; }

    public decimal? ActualTotalTime { get; set; }

    public decimal? ActualRows { get; set; }

    public decimal? ActualLoops { get; set; }

    public string[] Output { get; set; } = null!;

    public string[] SortKey { get; set; } = null!;

    public string SortMethod { get; set; } = null!;

    /// <summary>Kilobytes.</summary>
    public double SortSpaceUsed { get; set; }

    public string SortSpaceType { get; set; } = null!;

    public QueryPlan[] Plans { get; set; } = [];

    /// <summary>Of the whole query, on the outermost node.</summary>
    public decimal PlanningTime { get; set; }

    /// <summary>Of the whole query, on the outermost node, after Analyze.</summary>
    public decimal ExecutionTime { get; set; }

    /// <summary>The command that was explained, on the outermost node.</summary>
    public NpgsqlCommand Command { get; set; } = null!;
}
