using System.Text.Json.Serialization;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "CQRS Command Handler Workflow for Capturing Events".</summary>
public class CommandHandlerPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    public sealed class Item
    {
        public string Name { get; set; } = "";

        public bool Ready { get; set; }
    }

    public sealed record Ordered(Item[] Items);

    public sealed record ItemReady(string Name);

    public sealed record AllReady;

    public sealed record Shipped;

    public sealed partial class Order
    {
        [JsonConstructor]
        private Order()
        {
        }

        public Order(Ordered e)
        {
            foreach (var item in e.Items) Items[item.Name] = item;
        }

        public Guid Id { get; set; }

        public int Version { get; set; }

        [JsonInclude]
        public DateTimeOffset? Shipped { get; private set; }

        public Dictionary<string, Item> Items { get; set; } = [];

        public void Apply(IEvent<Shipped> e) => Shipped = e.Timestamp;

        public void Apply(ItemReady e) => Items[e.Name].Ready = true;

        public bool IsReadyWith(string item) => Shipped is null && Items.Values.All(i => i.Ready || i.Name == item);
    }

    public static TheoryData<ProjectionLifecycle> Lifecycles => [.. Enum.GetValues<ProjectionLifecycle>()];

    private DocumentStore StoreOf(ProjectionLifecycle lifecycle) => Store(o =>
    {
        o.Events.UseIdentityMapForAggregates = true;
        switch (lifecycle)
        {
            case ProjectionLifecycle.Inline: o.Projections.Snapshot<Order>(SnapshotLifecycle.Inline); break;
            case ProjectionLifecycle.Async: o.Projections.Snapshot<Order>(SnapshotLifecycle.Async); break;
        }
    });

    private static Task<Guid> OrderAsync(IDocumentStore store) => StartAsync(store, new Ordered([new Item { Name = "a" }, new Item { Name = "b" }]));

    private static void MarkReady(IEventStream<Order> stream, string item)
    {
        var order = stream.Aggregate!;
        if (!order.Items.ContainsKey(item)) throw new InvalidOperationException($"There is no item {item} in this order");
        stream.AppendOne(new ItemReady(item));
        if (order.IsReadyWith(item)) stream.AppendOne(new AllReady());
    }

    private static async Task ShouldBeReadyAsync(IDocumentStore store, Guid id)
    {
        (await FetchAsync(store, id)).Select(e => e.EventType).ShouldBe([typeof(Ordered), typeof(ItemReady), typeof(ItemReady), typeof(AllReady)]);
        await using var session = store.LightweightSession();
        (await session.Events.FetchLatest<Order>(id))!.Items.Values.ShouldAllBe(i => i.Ready);
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_command_fetches_decides_and_appends(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await OrderAsync(store);
        foreach (var item in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession();
            MarkReady(await session.Events.FetchForWriting<Order>(id), item);
            await session.SaveChangesAsync();
        }

        await using var late = store.LightweightSession();
        var stream = await late.Events.FetchForWriting<Order>(id);
        Should.Throw<InvalidOperationException>(() => MarkReady(stream, "c"));
        await ShouldBeReadyAsync(store, id);
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_command_says_which_version_it_is_based_on(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await OrderAsync(store);
        await using (var session = store.LightweightSession())
        {
            MarkReady(await session.Events.FetchForWriting<Order>(id, 1), "a");
            await session.SaveChangesAsync();
        }

        await using (var stale = store.LightweightSession()) await Should.ThrowAsync<ConcurrencyException>(() => stale.Events.FetchForWriting<Order>(id, 1));
        await using var slow = store.LightweightSession();
        var stream = await slow.Events.FetchForWriting<Order>(id, 2);
        await using (var quick = store.LightweightSession())
        {
            MarkReady(await quick.Events.FetchForWriting<Order>(id, 2), "b");
            await quick.SaveChangesAsync();
        }

        MarkReady(stream, "b");
        await Should.ThrowAsync<ConcurrencyException>(() => slow.SaveChangesAsync());
        await ShouldBeReadyAsync(store, id);
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_command_locks_the_stream(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await OrderAsync(store);
        await Task.WhenAll(new[] { "a", "b" }.Select(async item =>
        {
            await using var session = store.LightweightSession();
            MarkReady(await session.Events.FetchForExclusiveWriting<Order>(id), item);
            await session.SaveChangesAsync();
        }));
        await ShouldBeReadyAsync(store, id);
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_command_is_one_call(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await OrderAsync(store);
        await using (var session = store.LightweightSession()) await session.Events.WriteToAggregate<Order>(id, 1, stream => MarkReady(stream, "a"));
        await using (var session = store.LightweightSession()) await session.Events.WriteExclusivelyToAggregate<Order>(id, stream => MarkReady(stream, "b"));
        await ShouldBeReadyAsync(store, id);
    }

    [Theory, MemberData(nameof(Lifecycles))]
    public async Task A_command_that_appends_nothing_is_refused_if_it_wants_to_be(ProjectionLifecycle lifecycle)
    {
        var store = StoreOf(lifecycle);
        var id = await OrderAsync(store);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Order>(id);
        stream.AlwaysEnforceConsistency = true;
        await AppendAsync(store, id, new ItemReady("a"));
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    /// <summary>Nothing but its first event can make it.</summary>
    public sealed partial class Parcel(Ordered e)
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public int Items { get; } = e.Items.Length;

        public DateTimeOffset? Sent { get; private set; }

        public void Apply(IEvent<Shipped> e) => Sent = e.Timestamp;
    }

    [Fact]
    public async Task An_aggregate_may_have_no_constructor_but_that_of_its_first_event()
    {
        var store = Store();
        var id = await OrderAsync(store);
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Parcel>(id);
        (stream.Aggregate!.Id, stream.Aggregate.Items, stream.Aggregate.Version, stream.Aggregate.Sent).ShouldBe((id, 2, 1, null));
        stream.AppendOne(new Shipped());
        await session.SaveChangesAsync();
        var parcel = (await session.Events.FetchLatest<Parcel>(id))!;
        parcel.Version.ShouldBe(2);
        parcel.Sent.ShouldBe((await FetchAsync(store, id))[1].Timestamp);
    }

    [Fact]
    public async Task A_host_has_lightweight_sessions_that_go_on_with_what_they_fetch()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            o.Projections.Snapshot<Order>(SnapshotLifecycle.Inline);
            o.Projections.UseIdentityMapForAggregates = true;
        }).UseLightweightSessions();
        using var host = builder.Build();
        var id = await OrderAsync(host.Services.GetRequiredService<IDocumentStore>());
        using var scope = host.Services.CreateScope();
        var session = scope.ServiceProvider.GetRequiredService<IDocumentSession>();
        MarkReady(await session.Events.FetchForWriting<Order>(id), "a");
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<Order>(id))!.Items["a"].Ready.ShouldBeTrue();
    }
}
