using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Events.NaturalKeys;

public class NaturalKeyRebuildTests(PostgresFixture postgres) : NaturalKeyTest(postgres)
{
    [Theory, InlineData(SnapshotLifecycle.Inline), InlineData(SnapshotLifecycle.Async)]
    public async Task Keys_that_have_changed_hands_are_made_anew_however_small_the_pages_are(SnapshotLifecycle lifecycle)
    {
        var store = OrdersOf(lifecycle, pages: a =>
        {
            a.BatchSize = 1;
            a.MaximumHopperSize = 3;
            a.RebuildFlushThreshold = 1;
        });
        var first = await OrderAsync(store, One);
        var second = await OrderAsync(store, Two);
        await using (var session = store.LightweightSession())
        {
            session.Events.Append(first, new NumberChanged(Two));
            session.Events.Append(second, new NumberChanged(One));
            await session.SaveChangesAsync();
        }

        await RebuildAsync(store);
        (await FindAsync(store, One)).ShouldBe(second);
        (await FindAsync(store, Two)).ShouldBe(first);
        await ExecuteAsync($"truncate {Schema}.mt_keys_order");
        await RebuildAsync(store);
        (await FindAsync(store, One)).ShouldBe(second);
        (await FindAsync(store, Two)).ShouldBe(first);
    }

    [Fact]
    public async Task A_rebuild_waits_for_who_changes_a_key_and_nobody_waits_for_it()
    {
        var store = OrdersOf(SnapshotLifecycle.Async);
        var id = await OrderAsync(store, One);
        await OrderAsync(store, Two);

        // While somebody has a key that is not committed, a rebuild waits, and whoever looks for keys does not.
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.Events.Append(id, new NumberChanged(new OrderNumber("ORD-3")));
        await session.SaveChangesAsync();
        var rebuild = RebuildAsync(store);
        await UntilAsync(
            async () => rebuild.IsCompleted || await ScalarAsync<bool>($"select exists (select from pg_locks where not granted and relation = '{Schema}.mt_keys_order'::regclass)"), "the rebuild waits");
        (await FindAsync(store, One)).ShouldBe(id);
        await transaction.CommitAsync();
        await rebuild;
        (await FindAsync(store, One)).ShouldBeNull();
        (await FindAsync(store, new OrderNumber("ORD-3"))).ShouldBe(id);
        (await KeysAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Of_two_streams_that_were_given_a_key_before_anybody_knew_of_keys_the_later_has_it()
    {
        var before = Store();
        await StartAsync(before, new OrderCreated(One, "ada"));
        var later = await StartAsync(before, new OrderCreated(One, "bob"));
        var store = OrdersOf();
        await RebuildAsync(store);
        await RebuildAsync(store);
        (await FindAsync(store, One)).ShouldBe(later);
        (await KeysAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Keys_that_streams_do_not_have_any_more_go_with_a_rebuild()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);
        await OrderAsync(store, Two);
        await using var session = store.LightweightSession();
        session.Events.CompletelyReplaceEvent((await FetchAsync(store, id))[0].Sequence, new OrderCreated(new OrderNumber("ORD-3"), "ada"));
        await session.SaveChangesAsync();
        await RebuildAsync(store);
        (await FindAsync(store, One)).ShouldBeNull();
        (await FindAsync(store, new OrderNumber("ORD-3"))).ShouldBe(id);
        (await KeysAsync()).ShouldBe(2);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Compacted_streams_keep_their_keys(bool isOfAll)
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One, new ItemAdded("pen", 2), new NumberChanged(Two), new ItemAdded("ink", 3));
        await using var session = store.LightweightSession();
        await session.Events.CompactStreamAsync<Order>(id);
        await ExecuteAsync($"truncate {Schema}.mt_keys_order");
        if (isOfAll) await RebuildAsync(store);
        else await store.Advanced.RebuildSingleStreamAsync<Order>(id);
        (await FindAsync(store, Two)).ShouldBe(id);
        (await FindAsync(store, One)).ShouldBeNull();
    }
}
