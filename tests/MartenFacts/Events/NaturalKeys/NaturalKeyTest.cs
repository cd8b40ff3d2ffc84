using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.NaturalKeys;

/// <summary>What tests of natural keys have in common.</summary>
public abstract class NaturalKeyTest(PostgresFixture postgres) : DaemonTest(postgres)
{
    protected static readonly OrderNumber One = new("ORD-1");
    protected static readonly OrderNumber Two = new("ORD-2");

    protected DocumentStore OrdersOf(SnapshotLifecycle lifecycle = SnapshotLifecycle.Inline, Action<StoreOptions>? configure = null, Action<AsyncOptions>? pages = null) =>
        AsyncStore(o =>
        {
            o.Projections.Snapshot<Order>(lifecycle, a => pages?.Invoke(a));
            configure?.Invoke(o);
        });

    protected static async Task<Guid> OrderAsync(IDocumentStore store, OrderNumber number, params object[] more)
    {
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Order>([new OrderCreated(number, "ada"), .. more]).Id;
        await session.SaveChangesAsync();
        return id;
    }

    /// <summary>The stream that is written to by a key; null if it would be a new one.</summary>
    protected static async Task<Guid?> FindAsync(IDocumentStore store, OrderNumber number)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(number);
        return stream.Aggregate is null ? null : stream.Id;
    }

    protected async Task RebuildAsync(DocumentStore store) => await (await DaemonOf(store)).RebuildProjectionAsync<Order>(CancellationToken.None);

    protected Task<long> KeysAsync() => ScalarAsync<long>($"select count(*) from {Schema}.mt_keys_order");
}
