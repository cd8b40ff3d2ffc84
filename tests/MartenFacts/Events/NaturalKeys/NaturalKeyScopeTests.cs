using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Projections;
using Marten.Exceptions;

namespace MartenFacts.Events.NaturalKeys;

public class NaturalKeyScopeTests(PostgresFixture postgres) : NaturalKeyTest(postgres)
{
    [Fact]
    public async Task An_aggregate_that_is_not_registered_cannot_be_fetched_by_its_key()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Order>(new OrderCreated(One, "ada")).Id;
        await session.SaveChangesAsync();
        foreach (Func<Task> fetch in new Func<Task>[]
        {
            () => session.Events.FetchForWriting<Order, OrderNumber>(One),
            () => session.Events.FetchForExclusiveWriting<Order, OrderNumber>(One),
            () => session.Events.FetchLatest<Order, OrderNumber>(One).AsTask(),
        })
        {
            (await Should.ThrowAsync<InvalidProjectionException>(fetch)).Message.ShouldContain("Order is not registered");
        }

        (await session.Events.FetchForWriting<Order, Guid>(id)).Aggregate!.Number.ShouldBe(One);
        (await ScalarAsync<long>($"select count(*) from pg_tables where schemaname = '{Schema}' and tablename like 'mt_keys%'")).ShouldBe(0);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Streams_that_are_begun_for_another_aggregate_have_no_keys_of_this_one(bool isImported)
    {
        var store = OrdersOf(configure: o => o.Projections.LiveStreamAggregation<Invoice>());
        await using var session = store.LightweightSession();
        var invoice = Guid.NewGuid();
        if (isImported)
        {
            var stream = StreamAction.Start(store.Events, invoice, new ItemAdded("pen", 1), new OrderCreated(One, "ada"));
            stream.AggregateType = typeof(Invoice);
            await store.BulkInsertEventsAsync([stream]);
        }
        else
        {
            session.Events.StartStream<Invoice>(invoice, new OrderCreated(One, "ada"));
            (await session.Events.FetchForWriting<Order, OrderNumber>(One)).Id.ShouldNotBe(invoice);
            await session.SaveChangesAsync();
        }

        (await FindAsync(store, One)).ShouldBeNull();
        var id = await OrderAsync(store, One);
        await AppendAsync(store, invoice, new NumberChanged(One));
        await RebuildAsync(store);
        (await FindAsync(store, One)).ShouldBe(id);

        // One that is an order of a kind is one.
        session.Events.StartStream<Order>(new OrderCreated(Two, "eve"));
        await session.SaveChangesAsync();
        (await FindAsync(store, Two)).ShouldNotBeNull();
        (await KeysAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Keys_go_with_their_streams()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);
        await OrderAsync(store, Two);
        await store.Advanced.Clean.DeleteSingleEventStreamAsync(id);
        (await KeysAsync()).ShouldBe(1);
    }

    [Fact]
    public void Two_aggregates_of_one_name_cannot_both_have_keys() =>
        Should.Throw<InvalidProjectionException>(() => OrdersOf(configure: o => o.Projections.LiveStreamAggregation<Elsewhere.Order>()))
            .Message.ShouldContain("Elsewhere");

    [Fact]
    public async Task Of_many_keys_that_are_to_be_saved_the_one_that_is_taken_is_named()
    {
        var store = OrdersOf();
        await OrderAsync(store, One);
        await using var session = store.LightweightSession();
        session.Events.StartStream<Order>(new OrderCreated(Two, ""));
        session.Events.StartStream<Order>(new OrderCreated(One, ""));
        session.Events.StartStream<Order>(new OrderCreated(new OrderNumber("ORD-3"), ""));
        var message = (await Should.ThrowAsync<InvalidStreamOperationException>(() => session.SaveChangesAsync())).Message;
        message.ShouldContain("ORD-1");
        message.ShouldNotContain("ORD-2");
        message.ShouldNotContain("ORD-3");
    }

    public static class Elsewhere
    {
        public sealed class Order
        {
            public Guid Id { get; set; }

            [NaturalKey]
            public string Name { get; set; } = "";

            [NaturalKeySource]
            public void Apply(ItemAdded e) => Name = e.Name;
        }
    }

    public sealed class Invoice
    {
        public Guid Id { get; set; }

        public int Count { get; set; }

        public void Apply(OrderCreated e) => Count++;
    }
}
