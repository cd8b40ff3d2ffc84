using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Flat Table Projections": SQL of one's own for a table that somebody else has made.</summary>
public class FlatPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record ImportBegun(DateTimeOffset At, string Kind, string Customer);

    public sealed record ImportEnded(DateTimeOffset At);

    public sealed record ImportFailed;

    public sealed partial class ImportProjection : EventProjection
    {
        private readonly string _table;

        public ImportProjection(string table)
        {
            _table = table;
            Options.DeleteDataInTableOnTeardown(table);
        }

        public void Project(IEvent<ImportBegun> e, IDocumentOperations operations) => operations.QueueSqlCommand(
            $"insert into {_table} (id, kind, customer, begun) values (?, ?, ?, ?)", e.StreamId, e.Data.Kind, e.Data.Customer, e.Data.At);

        public void Project(IEvent<ImportEnded> e, IDocumentOperations operations) =>
            operations.QueueSqlCommand($"update {_table} set ended = ? where id = ?", e.Data.At, e.StreamId);

        public void Project(IEvent<ImportFailed> e, IDocumentOperations operations) => operations.QueueSqlCommand($"delete from {_table} where id = ?", e.StreamId);
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Commands_are_saved_with_the_events_or_the_page_and_a_rebuild_empties_the_table(ProjectionLifecycle lifecycle)
    {
        var table = $"{Schema}.imports";
        await ExecuteAsync($"create schema if not exists {Schema}");
        await ExecuteAsync($"create table {table} (id uuid primary key, kind text not null, customer text not null, begun timestamptz not null, ended timestamptz)");
        var store = AsyncStore(o => o.Projections.Add(new ImportProjection(table), lifecycle));
        var daemon = await StartedDaemonOf(store);
        var at = new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
        var done = await StartAsync(store, new ImportBegun(at, "csv", "ada"), new ImportEnded(at.AddHours(1)));
        var failed = await StartAsync(store, new ImportBegun(at, "xml", "bob"));
        await AppendAsync(store, failed, new ImportFailed());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        (await RowsAsync(table)).ShouldBe($"{done} csv ada 01:00:00");

        await ExecuteAsync($"insert into {table} (id, kind, customer, begun) values (gen_random_uuid(), 'x', 'x', now())");
        await daemon.RebuildProjectionAsync<ImportProjection>(CancellationToken.None);
        (await RowsAsync(table)).ShouldBe($"{done} csv ada 01:00:00");
    }

    private Task<string> RowsAsync(string table) => ScalarAsync<string>($"select string_agg(concat_ws(' ', id, kind, customer, ended - begun), ', ') from {table}");
}
