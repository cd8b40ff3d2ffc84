using Marten.Engine.Linq.Json;
using Marten.Linq;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public Task<TOut?> QueryAsync<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull =>
        Core.Store.Queries.Compiled.For(query, this).RunAsync(this, query, token);

    public Task<bool> StreamJsonOne<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, Stream destination, CancellationToken token = default) where TDoc : notnull
    {
        ArgumentNullException.ThrowIfNull(destination);
        return JsonOf(query).WriteOneAsync(destination, token);
    }

    public Task<int> StreamJsonMany<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, Stream destination, CancellationToken token = default) where TDoc : notnull
    {
        ArgumentNullException.ThrowIfNull(destination);
        return JsonOf(query).WriteArrayAsync(destination, token);
    }

    public Task<string?> ToJsonOne<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull =>
        JsonOf(query).OneTextAsync(token);

    public Task<string> ToJsonMany<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, CancellationToken token = default) where TDoc : notnull =>
        JsonOf(query).ArrayTextAsync(token);

    public Task<T?> QueryByPlanAsync<T>(IQueryPlan<T> plan, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Fetch(this, token);
    }

    private JsonQuery JsonOf<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query) where TDoc : notnull => Core.Store.Queries.Compiled.For(query, this).ToJson(this, query);
}
