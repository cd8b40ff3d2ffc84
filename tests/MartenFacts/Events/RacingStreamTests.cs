using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten.Exceptions;
using Marten.Services;
using MartenFacts.Events.Daemon;
using Npgsql;

namespace MartenFacts.Events;

/// <summary>Two who want the same stream or the same tables, each step of them where it does the most harm.</summary>
public class RacingStreamTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private Task<bool> SomebodyWaitsAsync(string query) => ScalarAsync<bool>(
        $"select exists (select from pg_stat_activity where wait_event_type = 'Lock' and query like '%{Schema}%' and query ~ '{query}')");

    [Theory]
    [InlineData(EventAppendMode.Quick)]
    [InlineData(EventAppendMode.QuickWithServerTimestamps)]
    public async Task Who_appends_to_a_stream_that_is_archived_meanwhile_hears_that_it_is(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var archivist = store.LightweightSession();
        await archivist.Events.AppendExclusive(stream);
        var appending = AppendAsync(store, stream, new Deposited(1));
        await UntilAsync(() => SomebodyWaitsAsync("mt_quick_append_events"), "the append waits for the stream");
        archivist.Events.ArchiveStream(stream);
        await archivist.SaveChangesAsync();
        await Should.ThrowAsync<InvalidStreamOperationException>(() => appending);
    }

    [Theory, InlineData(TenancyStyle.Single), InlineData(TenancyStyle.Conjoined)]
    public async Task A_stream_is_deleted_with_what_is_appended_to_it_meanwhile(TenancyStyle tenancy)
    {
        var store = EventStore(EventAppendMode.Quick, o => o.Events.TenancyStyle = tenancy);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        session.Events.Append(stream, new Deposited(1));
        await session.SaveChangesAsync();
        var deletion = store.Advanced.Clean.DeleteSingleEventStreamAsync(stream);
        await UntilAsync(() => SomebodyWaitsAsync("for update"), "the deletion waits for the stream");
        await transaction.CommitAsync();
        await deletion;
        (await store.Advanced.FetchEventStoreStatistics()).EventCount.ShouldBe(0);
    }

    [Fact]
    public async Task All_events_are_deleted_beside_somebody_who_has_some_tables_and_wants_others()
    {
        var store = EventStore(EventAppendMode.Quick);
        await StartAsync(store, new Opened("ada"));
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var reader = new NpgsqlCommand($"set local deadlock_timeout = '60s'; select count(*) from {Schema}.mt_events", connection, transaction);
        await reader.ExecuteNonQueryAsync();
        var deletion = store.Advanced.Clean.DeleteAllEventDataAsync();
        await UntilAsync(() => SomebodyWaitsAsync("^truncate"), "the deletion waits for the events");

        // Each waits for the other now. The server gives up the one that notices first, and that is not this one.
        reader.CommandText = $"select count(*) from {Schema}.mt_streams";
        (await reader.ExecuteScalarAsync()).ShouldBe(1L);
        await transaction.CommitAsync();
        await deletion;
        (await store.Advanced.FetchEventStoreStatistics()).EventCount.ShouldBe(0);
    }

    [Fact]
    public async Task Who_holds_a_stream_needs_no_second_connection_to_make_tables()
    {
        var stream = await StartAsync(Store(), new Opened("ada"));
        var store = AsyncStore(o =>
        {
            o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 3, Timeout = 20, ApplicationName = Schema }.ConnectionString);
            o.Projections.Snapshot<Projections.Balance>(SnapshotLifecycle.Async);
            o.Projections.Snapshot<Projections.Revised>(SnapshotLifecycle.Inline);
        });
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            await using var session = store.LightweightSession();
            if (i % 2 == 0) await session.Events.WriteExclusivelyToAggregate<Projections.Balance>(stream, s => s.AppendOne(new Deposited(1)));
            else await session.Events.AppendExclusive(stream, new Deposited(1));
            await session.SaveChangesAsync();
        })));
        (await FetchAsync(store, stream)).Count.ShouldBe(7);
    }
}
