using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;

namespace MartenFacts.Events;

/// <summary>A store of events in every way that they can be appended.</summary>
public abstract class EventsTest(PostgresFixture postgres) : FactsTest(postgres)
{
    public static TheoryData<EventAppendMode> Modes => [EventAppendMode.Quick, EventAppendMode.QuickWithServerTimestamps, EventAppendMode.Rich];

    protected DocumentStore EventStore(EventAppendMode mode, Action<StoreOptions>? configure = null) => Store(o =>
    {
        o.Events.AppendMode = mode;
        configure?.Invoke(o);
    });

    protected static async Task<Guid> StartAsync(IDocumentStore store, params object[] events)
    {
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream<Account>(events).Id;
        await session.SaveChangesAsync();
        return stream;
    }

    protected static async Task AppendAsync(IDocumentStore store, Guid stream, params object[] events)
    {
        await using var session = store.LightweightSession();
        session.Events.Append(stream, events);
        await session.SaveChangesAsync();
    }

    protected static async Task<IReadOnlyList<IEvent>> FetchAsync(IDocumentStore store, Guid stream)
    {
        await using var session = store.QuerySession();
        return await session.Events.FetchStreamAsync(stream);
    }
}
