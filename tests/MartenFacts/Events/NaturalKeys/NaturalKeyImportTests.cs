using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Events.NaturalKeys;

public class NaturalKeyImportTests(PostgresFixture postgres) : NaturalKeyTest(postgres)
{
    [Theory, InlineData(1), InlineData(1000)]
    public async Task Streams_that_are_imported_have_their_keys(int batchSize)
    {
        var store = OrdersOf();
        var (first, second, old) = (Guid.NewGuid(), Guid.NewGuid(), await OrderAsync(store, new OrderNumber("ORD-3")));
        await using var session = store.LightweightSession();
        session.Events.ArchiveStream(old);
        await session.SaveChangesAsync();

        // They change places on the way, and one of them takes the key of a stream that is archived.
        await store.BulkInsertEventsAsync(
        [
            Stream(store, first, new OrderCreated(One, "ada"), new NumberChanged(new OrderNumber("ORD-3")), new NumberChanged(Two)),
            Stream(store, second, new OrderCreated(Two, "bob"), new NumberChanged(One)),
            Stream(store, old = Guid.NewGuid(), new OrderCreated(new OrderNumber("ORD-3"), "eve")),
        ], batchSize);
        (await LatestAsync(store, One), await LatestAsync(store, Two), await LatestAsync(store, new OrderNumber("ORD-3"))).ShouldBe((second, first, old));
        await Should.ThrowAsync<InvalidStreamOperationException>(() => OrderAsync(store, One));
    }

    [Fact]
    public async Task Streams_that_are_imported_one_event_after_the_other_have_their_keys_unless_they_are_archived()
    {
        var store = OrdersOf();
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        IEvent[] events = [Old(first, new OrderCreated(One, "ada")), Old(second, new OrderCreated(One, "bob")), Old(first, new NumberChanged(Two))];
        await store.BulkInsertEventStreamAsync(
            "*DEFAULT*", [new() { Id = first, Version = 2 }, new() { Id = second, Version = 1, IsArchived = true }], events.ToAsyncEnumerable(), 1);
        (await LatestAsync(store, Two), await LatestAsync(store, One), await KeysAsync()).ShouldBe((first, null, 1L));
    }

    [Fact]
    public async Task An_import_with_a_key_that_is_taken_leaves_nothing()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);
        var (first, second) = (Guid.NewGuid(), Guid.NewGuid());
        var failure = await Should.ThrowAsync<InvalidStreamOperationException>(() => store.BulkInsertEventsAsync(
            [Stream(store, first, new OrderCreated(Two, "ada")), Stream(store, second, new OrderCreated(One, "bob"))]));
        failure.Message.ShouldContain(second.ToString());
        failure.Message.ShouldNotContain("ORD-2");
        await Should.ThrowAsync<InvalidStreamOperationException>(() => store.BulkInsertEventsAsync(
            [Stream(store, first, new OrderCreated(Two, "ada")), Stream(store, second, new OrderCreated(Two, "bob"))]));
        (await FindAsync(store, One), await FindAsync(store, Two)).ShouldBe((id, null));
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_streams where version > 0")).ShouldBe(1);
    }

    private static StreamAction Stream(DocumentStore store, Guid id, params object[] events) => StreamAction.Start(store.Events, id, events);

    private static IEvent Old<T>(Guid stream, T data) where T : notnull => new Event<T>(data) { Id = Guid.NewGuid(), StreamId = stream };

    // The documents of an import come with a rebuild.
    private static async Task<Guid?> LatestAsync(DocumentStore store, OrderNumber number)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(number);
        return stream.StartingVersion > 0 ? stream.Id : null;
    }
}
