using AdvancedAlchemy.Marten.Testing;
using Marten;
using Npgsql;

namespace MartenFacts.Events.NaturalKeys;

public class NaturalKeyRaceTests(PostgresFixture postgres) : NaturalKeyTest(postgres)
{
    private static readonly OrderNumber Three = new("ORD-3");

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_waits_for_a_stream_that_loses_its_key_meanwhile_gets_the_one_that_has_it_then(bool isTaken)
    {
        var store = OrdersOf();
        var (id, other) = (await OrderAsync(store, One), await OrderAsync(store, Two));
        await using IDocumentSession owner = store.LightweightSession(), waiting = store.LightweightSession();
        var owned = await owner.Events.FetchForExclusiveWriting<Order>(id);
        var fetching = waiting.Events.FetchForExclusiveWriting<Order, OrderNumber>(One);
        await UntilAsync(() => ScalarAsync<bool>(
            $"""
            select fetching.n > 0 from (select count(*) as n from pg_locks w join pg_locks t using (pid)
            where not w.granted and w.locktype in ('transactionid', 'tuple') and t.relation = '{Schema}.mt_streams'::regclass and t.mode = 'RowShareLock') as fetching
            """), "somebody waits for the stream");
        owned.AppendOne(new NumberChanged(Three));
        if (isTaken) owner.Events.Append(other, new NumberChanged(One));
        await owner.SaveChangesAsync();
        var stream = await fetching.WaitAsync(Patience);
        if (isTaken) (stream.Id, stream.Aggregate!.Number, stream.StartingVersion).ShouldBe((other, One, 2));
        else (stream.Id == id, stream.Aggregate).ShouldBe((false, null));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Who_knows_the_document_of_a_stream_that_loses_its_key_meanwhile_gets_the_one_that_has_it_then(bool isTaken)
    {
        var store = OrdersOf();
        var (id, other) = (await OrderAsync(store, One), await OrderAsync(store, Two));
        await using var session = store.IdentitySession();
        await session.LoadAsync<Order>(id);
        await session.LoadAsync<Order>(other);
        session.Logger = new AfterFirst(async () =>
        {
            await using var renaming = store.LightweightSession();
            renaming.Events.Append(id, new NumberChanged(Three));
            if (isTaken) renaming.Events.Append(other, new NumberChanged(One));
            await renaming.SaveChangesAsync();
        });
        var stream = await session.Events.FetchForWriting<Order, OrderNumber>(One);
        if (isTaken) (stream.Id, stream.Aggregate!.Number, stream.StartingVersion).ShouldBe((other, One, 2));
        else (stream.Id == id, stream.Aggregate).ShouldBe((false, null));
    }

    [Fact]
    public async Task A_stream_that_gets_another_key_during_a_rebuild_has_only_that()
    {
        var store = OrdersOf();
        var id = await OrderAsync(store, One);

        // A key that the rebuild would take away is held, so that it waits with all that it holds.
        await ExecuteAsync($"insert into {Schema}.mt_keys_order (natural_key, stream_id, version) values ('gone', gen_random_uuid(), 1)");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand($"select from {Schema}.mt_keys_order where natural_key = 'gone' for update", connection)) await hold.ExecuteNonQueryAsync();
        var rebuild = RebuildAsync(store);
        await UntilAsync(async () => rebuild.IsCompleted || await ScalarAsync<bool>(
            $"""
            select exists (select from pg_locks w join pg_locks t using (pid) where not w.granted and w.locktype in ('transactionid', 'tuple')
            and t.relation = '{Schema}.mt_keys_order'::regclass and t.mode = 'ShareRowExclusiveLock')
            """), "the rebuild waits");
        (await FindAsync(store, One)).ShouldBe(id);
        var renaming = AppendAsync(store, id, new NumberChanged(Two));
        await UntilAsync(async () => renaming.IsCompleted || await ScalarAsync<bool>(
            $"select exists (select from pg_locks where not granted and relation = '{Schema}.mt_keys_order'::regclass)"), "the new key waits");
        await transaction.RollbackAsync();
        await rebuild;
        await renaming;
        (await FindAsync(store, Two)).ShouldBe(id);
        (await KeysAsync()).ShouldBe(1);
    }
}
