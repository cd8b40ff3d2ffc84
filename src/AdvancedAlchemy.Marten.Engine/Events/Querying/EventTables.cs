using System.Collections.Concurrent;
using Marten.Engine.Linq;

namespace Marten.Engine.Events.Querying;

/// <summary>What can be queried of a store's events. There is one of each, so that plans are found again.</summary>
internal sealed class EventTables(EventStorage events, StoreOptions options)
{
    private readonly ConcurrentDictionary<Type, EventTable> _bodies = new();

    internal WholeEvents Events => field ??= Interlocked.CompareExchange(ref field, new WholeEvents(events, options), null) ?? field;

    internal EventRoot All(QueryEngine engine, QuerySession session) => new(engine, session, Events);

    internal EventBodyRoot<T> Bodies<T>(QueryEngine engine, QuerySession session) where T : notnull =>
        new(engine, session, (EventBodies<T>)_bodies.GetOrAdd(typeof(T), static (_, self) => self.Create<T>(), this));

    private EventBodies<T> Create<T>() where T : notnull
    {
        if (typeof(T) is { IsClass: true, IsAbstract: false } && typeof(T) != typeof(object)) events.Graph.Types.For(typeof(T));
        return new EventBodies<T>(events, options);
    }
}
