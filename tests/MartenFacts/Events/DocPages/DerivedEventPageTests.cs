using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Multi-Stream Projections": an event at the end of a stream says what the others came to.</summary>
public class DerivedEventPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record PackingStarted(string Carrier, Guid Customer);

    public sealed record Packed(string Item);

    public sealed record Billed(Guid Customer, Guid Parcel, int Items);

    public sealed partial class Parcel
    {
        public required string Carrier { get; set; }

        public required Guid Customer { get; set; }

        public HashSet<string> Items { get; set; } = [];

        public static Parcel Create(PackingStarted e) => new() { Carrier = e.Carrier, Customer = e.Customer };

        public void Apply(Packed e) => Items.Add(e.Item);
    }

    public sealed partial class ParcelOfItself
    {
        public required Guid Customer { get; set; }

        public int Items { get; set; }

        public ParcelOfItself Create(PackingStarted e) => new() { Customer = e.Customer };

        public void Apply(Packed e) => Items++;
    }

    public sealed class Bill
    {
        public required Guid Id { get; set; }

        public required int Parcels { get; set; }

        public required int Items { get; set; }
    }

    public sealed partial class BillProjection : MultiStreamProjection<Bill, Guid>
    {
        public BillProjection() => Identity<Billed>(e => e.Customer);

        public Bill Create(Billed e) => new() { Id = e.Customer, Parcels = 1, Items = e.Items };

        public void Apply(Bill bill, Billed e)
        {
            bill.Parcels++;
            bill.Items += e.Items;
        }
    }

    [Fact]
    public async Task The_last_event_of_a_stream_carries_what_was_counted()
    {
        var store = AsyncStore(o => o.Projections.Add<BillProjection>(ProjectionLifecycle.Async));
        await StartedDaemonOf(store);
        var customer = Guid.NewGuid();
        await using var session = store.LightweightSession();
        foreach (var items in new[] { new[] { "a", "b", "a" }, ["c"] })
        {
            var parcel = await StartAsync(store, [new PackingStarted("ups", customer), .. items.Select(i => new Packed(i))]);
            await session.Events.WriteToAggregate<Parcel>(parcel, stream => stream.AppendOne(new Billed(stream.Aggregate!.Customer, stream.Id, stream.Aggregate.Items.Count)));
        }

        var bill = (await session.QueryForNonStaleData<Bill>(Patience).SingleAsync())!;
        (bill.Id, bill.Parcels, bill.Items).ShouldBe((customer, 2, 3));
    }

    [Fact]
    public async Task An_aggregate_may_create_itself_by_a_method_that_is_not_static()
    {
        var store = Store();
        var customer = Guid.NewGuid();
        var id = await StartAsync(store, new PackingStarted("ups", customer), new Packed("a"));
        await using var session = store.QuerySession();
        var parcel = (await session.Events.AggregateStreamAsync<ParcelOfItself>(id))!;
        (parcel.Customer, parcel.Items).ShouldBe((customer, 1));
    }
}
