using System.Text.Json;
using Marten.Linq;

namespace Marten.Engine.Linq.Explaining;

/// <summary>Reads what EXPLAIN (FORMAT JSON) tells.</summary>
internal static class ExplainReader
{
    internal static QueryPlan Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var whole = document.RootElement[0];
        var plan = Node(whole.GetProperty("Plan"));
        plan.PlanningTime = Number(whole, "Planning Time") ?? 0;
        plan.ExecutionTime = Number(whole, "Execution Time") ?? 0;
        return plan;
    }

    private static QueryPlan Node(JsonElement node) => new()
    {
        NodeType = Text(node, "Node Type"),
        RelationName = Text(node, "Relation Name"),
        Alias = Text(node, "Alias"),
        ParallelAware = node.TryGetProperty("Parallel Aware", out var parallel) && parallel.GetBoolean(),
        StartupCost = Number(node, "Startup Cost"),
        TotalCost = Number(node, "Total Cost"),
        PlanRows = Whole(node, "Plan Rows"),
        PlanWidth = Whole(node, "Plan Width"),
        ActualStartupTime = Number(node, "Actual Startup Time"),
        ActualTotalTime = Number(node, "Actual Total Time"),
        ActualRows = Number(node, "Actual Rows"),
        ActualLoops = Number(node, "Actual Loops"),
        Output = Texts(node, "Output"),
        SortKey = Texts(node, "Sort Key"),
        SortMethod = Text(node, "Sort Method"),
        SortSpaceUsed = (double)(Number(node, "Sort Space Used") ?? 0),
        SortSpaceType = Text(node, "Sort Space Type"),
        Plans = node.TryGetProperty("Plans", out var plans) ? [.. plans.EnumerateArray().Select(Node)] : [],
    };

    private static string Text(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetString()! : null!;

    private static string[] Texts(JsonElement node, string name) =>
        node.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(v => v.GetString()!)] : null!;

    private static decimal? Number(JsonElement node, string name) => node.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    // PostgreSQL may expect more rows than an int counts.
    private static int? Whole(JsonElement node, string name) => Number(node, name) is { } value ? (int)Math.Min(value, int.MaxValue) : null;
}
