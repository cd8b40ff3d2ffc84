using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using Npgsql;

namespace MartenFacts.Events.Daemon;

/// <summary>The document of one stream, made anew, is what a rebuild of all would make of it.</summary>
public class StreamRebuildTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private const string Damage = "update {0}.mt_doc_streamrebuildtests_seen set data = jsonb_set(data, '{{Text}}', '\"damaged\"')";

    private async Task<string[]> RowsAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"select id || ' ' || data::text || ' ' || coalesce(mt_version::text, '') from {Schema}.mt_doc_streamrebuildtests_seen order by 1", connection);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) rows.Add(reader.GetString(0));
        return [.. rows];
    }

    public enum Kind
    {
        Enriching,
        Deciding,
        Limited,
        OfArchived,
        Conventional,
    }

    public static TheoryData<Kind, ProjectionLifecycle> Cases =>
    [
        .. from kind in Enum.GetValues<Kind>()
           from lifecycle in new[] { ProjectionLifecycle.Inline, ProjectionLifecycle.Async }
           select new TheoryDataRow<Kind, ProjectionLifecycle>(kind, lifecycle),
    ];

    private DocumentStore SeenStore(Kind kind, ProjectionLifecycle lifecycle) => AsyncStore(o =>
    {
        switch (kind)
        {
            case Kind.Enriching: o.Projections.Add(new Enriching(), lifecycle); break;
            case Kind.Deciding: o.Projections.Add(new Deciding(), lifecycle); break;
            case Kind.Limited: o.Projections.Add(new Limited(), lifecycle); break;
            case Kind.OfArchived: o.Projections.Add(new Conventional { IncludeArchivedEvents = true }, lifecycle); break;
            default: o.Projections.Add(new Conventional(), lifecycle); break;
        }
    });

    [Theory, MemberData(nameof(Cases))]
    public async Task Each_kind_of_projection_makes_of_one_stream_what_it_makes_of_all(Kind kind, ProjectionLifecycle lifecycle)
    {
        var store = SeenStore(kind, lifecycle);
        await SaveAsync(store, new Account { Id = Names.Ada, Balance = 7 });
        Guid[] streams =
        [
            await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2)),
            await StartAsync(store, new Opened("bob"), new Closed()),
            await StartAsync(store, new Opened("cat"), new Withdrawn(5)),
            await StartAsync(store, new Opened("dan")),
        ];
        await using (var session = store.LightweightSession())
        {
            session.Events.ArchiveStream(streams[3]);
            await session.SaveChangesAsync();
        }

        var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<Seen>(CancellationToken.None);
        var whole = await RowsAsync();
        whole.Length.ShouldBeGreaterThan(0);

        await ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Damage, Schema));
        foreach (var stream in streams) await store.Advanced.RebuildSingleStreamAsync<Seen>(stream);
        (await RowsAsync()).ShouldBe(whole);

        await ExecuteAsync($"delete from {Schema}.mt_doc_streamrebuildtests_seen");
        foreach (var stream in streams) await store.Advanced.RebuildSingleStreamAsync<Seen>(stream);
        (await RowsAsync()).ShouldBe(whole);
    }

    [Fact]
    public async Task Documents_that_are_not_of_one_stream_or_not_stored_are_refused()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add(new Many(), ProjectionLifecycle.Async);
            o.Projections.LiveStreamAggregation<Alive>();
        });
        var id = await StartAsync(store, new Opened("ada"));
        (await Should.ThrowAsync<InvalidOperationException>(() => store.Advanced.RebuildSingleStreamAsync<Seen>(id))).Message.ShouldContain("Seen");
        await Should.ThrowAsync<InvalidOperationException>(() => store.Advanced.RebuildSingleStreamAsync<Alive>(id));
        await Should.ThrowAsync<InvalidOperationException>(() => store.Advanced.RebuildSingleStreamAsync<Account>(id));
    }

    [Fact]
    public async Task A_stream_that_the_background_has_not_begun_with_is_left_to_it()
    {
        var store = SeenStore(Kind.Conventional, ProjectionLifecycle.Async);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await store.Advanced.RebuildSingleStreamAsync<Seen>(id);
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Seen>(id))!.Text.ShouldBe("ada+1");
    }

    // Pages take the stream before the progress too, when they append: otherwise one would wait for the other.
    [Fact]
    public async Task It_holds_the_stream_while_it_waits_for_the_page_that_is_under_way()
    {
        var store = SeenStore(Kind.Conventional, ProjectionLifecycle.Async);
        var id = await StartAsync(store, new Opened("ada"));
        await (await DaemonOf(store)).RebuildProjectionAsync<Seen>(CancellationToken.None);
        await using var page = new NpgsqlConnection(ConnectionString);
        await page.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await page.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await RunAsync(page, $"select from {Schema}.mt_event_progression where name = 'Seen:All' for update");
        var rebuild = store.Advanced.RebuildSingleStreamAsync<Seen>(id);
        await UntilAsync(async () => await ScalarAsync<long>($"select count(*) from pg_stat_activity where wait_event_type = 'Lock' and query like '%{Schema}.mt_event_progression%for update%'") == 1, "the rebuild to wait");
        (await Should.ThrowAsync<PostgresException>(() => ExecuteAsync($"select from {Schema}.mt_streams where id = '{id}' for update nowait"))).SqlState.ShouldBe(PostgresErrorCodes.LockNotAvailable);
        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await rebuild;
    }

    [Fact]
    public async Task One_connection_is_enough()
    {
        var id = await StartAsync(SeenStore(Kind.Conventional, ProjectionLifecycle.Async), new Opened("ada"));
        var store = AsyncStore(o =>
        {
            o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 1, Timeout = 20 }.ConnectionString);
            o.Projections.Add(new Conventional(), ProjectionLifecycle.Async);
        });
        await store.Advanced.RebuildSingleStreamAsync<Seen>(id);
        (await ProgressOf(store, "Seen")).ShouldBe(0);
    }

    [Fact]
    public async Task A_shard_that_is_to_begin_with_what_is_to_come_still_does()
    {
        Guid id, other;
        await using (var inline = SeenStore(Kind.Conventional, ProjectionLifecycle.Inline))
        {
            id = await StartAsync(inline, new Opened("ada"), new Deposited(1));
            other = await StartAsync(inline, new Opened("bob"), new Deposited(1));
        }

        var projection = new Conventional();
        projection.Options.SubscribeAsInlineToAsync();
        var store = AsyncStore(o => o.Projections.Add(projection, ProjectionLifecycle.Async));
        await ExecuteAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, Damage, Schema));
        await store.Advanced.RebuildSingleStreamAsync<Seen>(id);
        var daemon = await StartedDaemonOf(store);
        await UntilAsync(async () => (await store.Advanced.AllProjectionProgress()).Any(p => p.ShardName == "Seen:All"), "the start");
        await AppendAsync(store, other, new Deposited(5));
        await daemon.WaitForNonStaleData(Patience);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Seen>(id))!.Text.ShouldBe("ada+1");
        (await session.LoadAsync<Seen>(other))!.Text.ShouldBe("damaged+5");
    }

    [Fact]
    public async Task A_projection_with_a_slicer_of_its_own_is_refused()
    {
        var store = AsyncStore(o => o.Projections.Add(new Sliced(), ProjectionLifecycle.Async));
        var id = await StartAsync(store, new Opened("ada"));
        await Should.ThrowAsync<InvalidOperationException>(() => store.Advanced.RebuildSingleStreamAsync<Seen>(id));
    }

    public sealed partial class Sliced : SingleStreamProjection<Seen, Guid>
    {
        public override IEventSlicer BuildSlicer(IQuerySession session) => base.BuildSlicer(session);

        public void Apply(Opened e, Seen seen) => seen.Text += e.Owner;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public static class Names
    {
        public static readonly Guid Ada = Guid.Parse("00000000-0000-0000-0000-00000000ada0");
    }

    public sealed class Seen
    {
        public Guid Id { get; set; }

        public string Text { get; set; } = "";

        public long Version { get; set; }
    }

    public sealed class Alive
    {
        public Guid Id { get; set; }

        public string Owner { get; set; } = "";

        public void Apply(Opened e) => Owner = e.Owner;
    }

    public sealed partial class Conventional : SingleStreamProjection<Seen, Guid>
    {
        public Seen Create(Opened e) => new() { Text = e.Owner };

        public void Apply(Deposited e, Seen seen) => seen.Text += $"+{e.Amount}";

        public bool ShouldDelete(Closed e) => true;
    }

    public sealed partial class Limited : SingleStreamProjection<Seen, Guid>
    {
        public Limited() => IncludeType<Opened>();

        public override Seen Evolve(Seen? snapshot, Guid id, IEvent e)
        {
            snapshot ??= new Seen();
            snapshot.Text += e.Data.GetType().Name;
            return snapshot;
        }
    }

    public sealed partial class Enriching : SingleStreamProjection<Seen, Guid>
    {
        public override Task EnrichEventsAsync(SliceGroup<Seen, Guid> group, IQuerySession querySession, CancellationToken cancellation) =>
            group.EnrichWith<Account>().ForEvent<Opened>().ForEntityId(_ => Names.Ada).AddReferences();

        public Seen Create(Opened e) => new() { Text = e.Owner };

        public void Apply(References<Account> account, Seen seen) => seen.Text += $" has {account.Entity.Balance}";
    }

    public sealed partial class Deciding : SingleStreamProjection<Seen, Guid>
    {
        public override (Seen?, ActionType) DetermineAction(Seen? snapshot, Guid identity, IReadOnlyList<IEvent> events)
        {
            snapshot ??= new Seen();
            foreach (var e in events) snapshot.Text += e.Data.GetType().Name[0];
            var last = events[^1].Data;
            return (snapshot, last is Closed ? ActionType.HardDelete : last is Withdrawn ? ActionType.Nothing : ActionType.Store);
        }
    }

    public sealed partial class Many : MultiStreamProjection<Seen, Guid>
    {
        public Many() => Identity<IEvent<Opened>>(e => e.StreamId);

        public void Apply(Opened e, Seen seen) => seen.Text += e.Owner;
    }
}
