using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Json;
using Marten.Engine.Sessions.Batching;
using Npgsql;

namespace Marten.Engine.Linq.Compiled;

/// <summary>A type of compiled queries whose rows are read as <typeparamref name="TRow"/>.</summary>
internal sealed class CompiledTemplate<TDoc, TRow, TOut>(CompiledBody body, ParameterExpression root, Expression standIn, Type queryType, bool isReusable)
    : CompiledTemplate<TDoc, TOut>(body, root, standIn, queryType, isReusable) where TDoc : notnull
{
    private readonly Func<NpgsqlDataReader, PreparedQuery<TRow>, CancellationToken, ValueTask<TOut?>> _read = CompiledResult.For<TRow, TOut>(body);

    internal override Task<TOut?> RunAsync(QuerySession session, object query, CancellationToken token)
    {
        var prepared = Prepare<TRow>(session, query, Body.Kind);
        return prepared.RunAsync(prepared, _read, token);
    }

    internal override Task<TOut?> AddTo(BatchedQuery batch, object query)
    {
        var prepared = Prepare<TRow>(batch.Parent, query, Body.Kind);
        return batch.Add(prepared, _read);
    }

    internal override NpgsqlCommand CommandOf(QuerySession session, object query) => Prepare<TRow>(session, query, Body.Kind).CreateNamedCommand();

    internal override Task<Marten.Linq.QueryPlan> ExplainAsync(QuerySession session, object query, CancellationToken token) =>
        Prepare<TRow>(session, query, Body.Kind).ExplainAsync(null, token);

    internal override JsonQuery ToJson(QuerySession session, object query)
    {
        var (kind, stored) = JsonKinds.Of(Body.Kind, Body.Source);
        return stored
            ? new JsonQuery<string>(Prepare<string>(session, query, kind), kind, Body.MayBeMissing)
            : new JsonQuery<TRow>(Prepare<TRow>(session, query, kind), kind, Body.MayBeMissing);
    }
}
