using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Json;

namespace Marten.Engine.Linq;

/// <summary>What the asynchronous operators have in common.</summary>
internal static class QueryRunner
{
    internal static PreparedQuery<TRow> Prepare<TRow>(IQueryable source, ResultKind kind, LambdaExpression? argument = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Provider is MartenQueryProvider provider
            ? provider.Engine.Prepare<TRow>(source.Expression, kind, argument)
            : throw new InvalidCastException($"A {source.GetType().Name} is no Marten query: begin with session.Query<T>()");
    }

    internal static async Task<TRow> OneAsync<TRow>(IQueryable<TRow> source, ResultKind kind, LambdaExpression? filter, CancellationToken token) =>
        (await Prepare<TRow>(source, kind, filter).OneAsync(false, kind == ResultKind.First, token).ConfigureAwait(false))!;

    internal static Task<TRow?> OneOrDefaultAsync<TRow>(IQueryable<TRow> source, ResultKind kind, LambdaExpression? filter, CancellationToken token) =>
        Prepare<TRow>(source, kind, filter).OneAsync(true, kind == ResultKind.First, token);

    internal static Task<long> CountAsync<TRow>(IQueryable<TRow> source, LambdaExpression? filter, CancellationToken token)
    {
        var query = Prepare<TRow>(source, ResultKind.Count, filter);
        return query.ScalarAsync<long>(token);
    }

    internal static Task<bool> AnyAsync<TRow>(IQueryable<TRow> source, LambdaExpression? filter, CancellationToken token) =>
        Prepare<TRow>(source, ResultKind.Any, filter).ScalarAsync<bool>(token);

    internal static async Task<TResult> AggregateAsync<TResult>(IQueryable source, ResultKind kind, LambdaExpression member, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(member);
        return Aggregated(kind, await Prepare<TResult>(source, kind, member).OneAsync(true, true, token).ConfigureAwait(false));
    }

    /// <summary>As in LINQ to Objects, nothing adds up to zero, also where null is possible.</summary>
    internal static TResult Aggregated<TResult>(ResultKind kind, TResult? result) =>
        result is null && kind == ResultKind.Sum && Nullable.GetUnderlyingType(typeof(TResult)) is { } type
            ? (TResult)Activator.CreateInstance(type)!
            : result!;

    internal static JsonQuery Json<T>(IQueryable<T> source, ResultKind asked, bool mayBeMissing)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (kind, isStored) = JsonKinds.Of(asked, source.Expression);
        return isStored
            ? new JsonQuery<string>(Prepare<string>(source, kind), kind, mayBeMissing)
            : new JsonQuery<T>(Prepare<T>(source, kind), kind, mayBeMissing);
    }
}
