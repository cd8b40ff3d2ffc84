using JasperFx.Events;
using Marten.Engine.Events;
using Marten.Engine.Linq;
using Marten.Linq;

namespace Marten.Events;

/// <summary>Aggregates of the events that a query finds.</summary>
public static class AggregateToExtensions
{
    /// <summary>The state that the events come to, of whatever streams they are; null if there is none. In the order of the store, unless the query has one.</summary>
    /// <param name="queryable">The events.</param>
    /// <param name="state">What they follow on.</param>
    /// <param name="token">Cancels the reading.</param>
    public static Task<T?> AggregateToAsync<T>(this IMartenQueryable<IEvent> queryable, T? state = null, CancellationToken token = default) where T : class =>
        AggregateToAsync((IQueryable<IEvent>)queryable, state, token);

    public static async Task<T?> AggregateToAsync<T>(this IQueryable<IEvent> queryable, T? state = null, CancellationToken token = default) where T : class
    {
        var session = SessionOf(queryable);
        var aggregator = session.Core.Store.Projections.AggregatorOf<T>();
        var events = await InOrder(queryable).ToListAsync(token).ConfigureAwait(false);
        return events.Count == 0 ? state : await aggregator.BuildAsync(session, state, events[0].StreamName(), events, token).ConfigureAwait(false);
    }

    /// <summary>The state of each stream that the events are of, made of these events alone.</summary>
    public static Task<IReadOnlyList<T>> AggregateToManyAsync<T>(this IMartenQueryable<IEvent> queryable, CancellationToken token = default) where T : class =>
        AggregateToManyAsync<T>((IQueryable<IEvent>)queryable, token);

    public static async Task<IReadOnlyList<T>> AggregateToManyAsync<T>(this IQueryable<IEvent> queryable, CancellationToken token = default) where T : class
    {
        var session = SessionOf(queryable);
        var aggregator = session.Core.Store.Projections.AggregatorOf<T>();
        var found = new List<T>();
        foreach (var stream in (await InOrder(queryable).ToListAsync(token).ConfigureAwait(false)).GroupBy(e => (e.TenantId, Name: e.StreamName())))
        {
            if (await aggregator.BuildAsync(session, null, stream.Key.Name, [.. stream], token).ConfigureAwait(false) is { } state) found.Add(state);
        }

        return found;
    }

    // An order of the query's own comes first.
    private static IQueryable<IEvent> InOrder(IQueryable<IEvent> queryable) => queryable.OrderBy(e => e.Sequence);

    private static Internal.Sessions.QuerySession SessionOf(IQueryable<IEvent> queryable)
    {
        ArgumentNullException.ThrowIfNull(queryable);
        return queryable.Provider is MartenQueryProvider provider
            ? provider.Session
            : throw new InvalidCastException($"A {queryable.GetType().Name} is no Marten query: begin with session.Events.QueryAllRawEvents()");
    }
}
