using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Linq;
using Npgsql;

namespace Marten;

public static partial class QueryableExtensions
{
    /// <summary>The command that the query is sent as, with named parameters; it belongs to no connection.</summary>
    public static NpgsqlCommand ToCommand<T>(this IQueryable<T> queryable, FetchType fetchType = FetchType.FetchMany) where T : notnull =>
        QueryRunner.Prepare<T>(queryable, fetchType switch
        {
            FetchType.FetchOne => ResultKind.First,
            FetchType.FetchMany => ResultKind.Rows,
            FetchType.Count => ResultKind.Count,
            FetchType.Any => ResultKind.Any,
            _ => throw new ArgumentOutOfRangeException(nameof(fetchType), fetchType, null),
        }).CreateNamedCommand();

    /// <summary>PostgreSQL's plan of the query.</summary>
    /// <param name="queryable">The query.</param>
    /// <param name="token">Cancels.</param>
    /// <param name="configureExplain">What to tell besides the plan and its costs.</param>
    public static Task<Linq.QueryPlan> ExplainAsync<T>(
        this IQueryable<T> queryable, CancellationToken token = default, Action<IConfigureExplainExpressions>? configureExplain = null) where T : notnull =>
        QueryRunner.Prepare<T>(queryable, ResultKind.Rows).ExplainAsync(configureExplain, token);
}
