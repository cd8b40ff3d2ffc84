using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Aggregation with Explicit Code": what becomes of a document is decided by a look into the database.</summary>
public class ExplicitAsyncPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Ordered(string Product);

    public sealed record Dropped;

    public sealed class Basket
    {
        public Guid Id { get; set; }

        public decimal Sum { get; set; }
    }

    public sealed class Product
    {
        public string Id { get; set; } = "";

        public decimal Price { get; set; }
    }

    public sealed partial class BasketProjection : SingleStreamProjection<Basket, Guid>
    {
        public override async ValueTask<(Basket?, ActionType)> DetermineActionAsync(
            IQuerySession session, Basket? snapshot, Guid identity, IIdentitySetter<Basket, Guid> identitySetter, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            if (events.Any(e => e.Data is Dropped)) return (null, ActionType.HardDelete);
            var ordered = events.Select(e => e.Data).OfType<Ordered>().ToArray();
            if (ordered.Length == 0) return (snapshot, ActionType.Nothing);
            var prices = (await session.LoadManyAsync<Product>(cancellation, ordered.Select(o => o.Product).Distinct().ToArray())).ToDictionary(p => p.Id, p => p.Price);
            snapshot ??= new Basket { Id = identity };
            snapshot.Sum += ordered.Sum(o => prices[o.Product]);
            return (snapshot, ActionType.Store);
        }
    }

    [Theory, InlineData(ProjectionLifecycle.Live), InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task All_new_events_of_a_document_are_looked_at_together(ProjectionLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Add<BasketProjection>(lifecycle));
        await SaveAsync(store, new Product { Id = "apple", Price = 1 }, new Product { Id = "pear", Price = 2 });
        await StartedDaemonOf(store);
        var kept = await StartAsync(store, new Ordered("apple"), new Ordered("pear"));
        var dropped = await StartAsync(store, new Ordered("apple"));
        var other = await StartAsync(store, new Opened("not a basket"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await AppendAsync(store, kept, new Ordered("pear"));
        await AppendAsync(store, dropped, new Dropped());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var session = store.QuerySession();
        async Task<Basket?> FindAsync(Guid id) =>
            lifecycle == ProjectionLifecycle.Live ? await session.Events.AggregateStreamAsync<Basket>(id) : await session.LoadAsync<Basket>(id);
        (await FindAsync(kept))!.Sum.ShouldBe(5);
        (await FindAsync(dropped)).ShouldBeNull();
        (await FindAsync(other)).ShouldBeNull();
    }
}
