using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;

namespace MartenFacts.Events.Projections;

public class InlineSnapshotTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private DocumentStore Inline(EventAppendMode mode, Action<StoreOptions>? configure = null) => EventStore(mode, o =>
    {
        o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline);
        configure?.Invoke(o);
    });

    private static async Task<T?> LoadAsync<T>(IDocumentStore store, object id) where T : class
    {
        await using var query = store.QuerySession();
        return await query.LoadAsync<T>(id);
    }

    private Task<long> VersionAsync(string table, object id) => ScalarAsync<long>($"select mt_version::bigint from {Schema}.mt_doc_{table} where id = '{id}'");

    [Theory, MemberData(nameof(Modes))]
    public async Task A_snapshot_is_saved_with_the_events_it_is_made_of(EventAppendMode mode)
    {
        var store = Inline(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        var first = (await LoadAsync<Balance>(store, stream))!;
        (first.Owner, first.Amount, first.Version).ShouldBe(("ada", 10, 2));
        await AppendAsync(store, stream, new Withdrawn(4), new Deposited(1));
        (await LoadAsync<Balance>(store, stream))!.Amount.ShouldBe(7);
        (await VersionAsync("balance", stream)).ShouldBe(4);
    }

    [Fact]
    public async Task The_version_member_is_zero_after_an_append_whose_versions_only_the_server_knows()
    {
        var store = Inline(EventAppendMode.QuickWithServerTimestamps);
        var stream = await StartAsync(store, new Opened("ada"));
        await AppendAsync(store, stream, new Deposited(1));
        (await LoadAsync<Balance>(store, stream))!.Version.ShouldBe(0);
        (await VersionAsync("balance", stream)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_mapped_version_member_shows_the_version_of_the_stream(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Revised>(SnapshotLifecycle.Inline));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        await AppendAsync(store, stream, new Deposited(2), new Deposited(3));
        var revised = (await LoadAsync<Revised>(store, stream))!;
        (revised.Version, revised.Count).ShouldBe((4, 3));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_snapshot_that_is_stored_by_hand_keeps_the_version_of_its_stream(EventAppendMode mode)
    {
        var store = Inline(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        await SaveAsync(store, new Balance { Id = stream, Owner = "eve" });
        await SaveAsync(store, new Balance { Id = stream, Owner = "bob" });
        (await VersionAsync("balance", stream)).ShouldBe(2);
        var alone = new Balance { Id = Guid.NewGuid() };
        await SaveAsync(store, alone);
        await SaveAsync(store, alone);
        (await VersionAsync("balance", alone.Id)).ShouldBe(2);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Many_streams_of_one_save_have_a_snapshot_each(EventAppendMode mode)
    {
        var store = Inline(mode);
        var streams = Enumerable.Range(0, 8).Select(_ => Guid.NewGuid()).ToArray();
        await using var session = store.LightweightSession();
        foreach (var stream in streams) session.Events.StartStream<Balance>(stream, new Opened("ada"), new Deposited(1));
        await session.SaveChangesAsync();
        foreach (var stream in streams) session.Events.Append(stream, new Deposited(2));
        await session.SaveChangesAsync();
        foreach (var stream in streams)
        {
            (await LoadAsync<Balance>(store, stream))!.Amount.ShouldBe(3);
            (await VersionAsync("balance", stream)).ShouldBe(3);
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_deleting_event_deletes_and_the_next_one_begins_anew(EventAppendMode mode)
    {
        var store = Inline(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        await AppendAsync(store, stream, new Deposited(1), new Closed());
        (await LoadAsync<Balance>(store, stream)).ShouldBeNull();
        await AppendAsync(store, stream, new Deposited(5));
        var anew = (await LoadAsync<Balance>(store, stream))!;
        (anew.Owner, anew.Amount).ShouldBe(("", 5));
        (await VersionAsync("balance", stream)).ShouldBe(5);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Immutable_snapshots_take_each_others_place(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Ledger>(SnapshotLifecycle.Inline));
        await using var session = store.IdentitySession();
        var stream = session.Events.StartStream<Ledger>(new Opened("ada"), new Deposited(1)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(stream, new Deposited(2));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Ledger>(stream)).ShouldBe(new Ledger(stream, "ada", 3));
        (await LoadAsync<Ledger>(store, stream)).ShouldBe(new Ledger(stream, "ada", 3));
    }

    [Fact]
    public async Task Metadata_is_applied_for_each_event_of_a_save_after_all_of_them()
    {
        var store = EventStore(EventAppendMode.Rich, o => o.Projections.Add<SummaryProjection>(ProjectionLifecycle.Inline));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1));
        (await LoadAsync<Summary>(store, stream))!.Text.ShouldBe("CadaD[opened][deposited]");
        await AppendAsync(store, stream, new Withdrawn(1));
        (await LoadAsync<Summary>(store, stream))!.Text.ShouldBe("CadaD[opened][deposited]W[withdrawn]");
        await AppendAsync(store, stream, new Closed());
        (await LoadAsync<Summary>(store, stream)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_handler_that_fails_saves_nothing_and_the_session_goes_on(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<FailingProjection>(ProjectionLifecycle.Inline));
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        session.Store(new Account { Id = Guid.NewGuid() });
        session.Events.Append(stream, new Deposited(-1));
        var failure = await Should.ThrowAsync<ApplyEventException>(() => session.SaveChangesAsync());
        failure.InnerException.ShouldBeOfType<InvalidDataException>();
        await Should.ThrowAsync<ApplyEventException>(() => session.SaveChangesAsync());
        session.PendingChanges.Operations().Count().ShouldBe(1);
        (await FetchAsync(store, stream)).Count.ShouldBe(1);

        session.EjectAllPendingChanges();
        session.Events.Append(stream, new Deposited(1));
        await session.SaveChangesAsync();
        (await LoadAsync<Summary>(store, stream))!.Text.ShouldBe("ada+");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_save_that_failed_projects_from_the_start_when_it_is_tried_again(EventAppendMode mode)
    {
        var store = Inline(mode);
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10));
        var guard = new Account { Id = Guid.NewGuid() };
        await SaveAsync(store, guard);
        await using var session = store.IdentitySession();
        await session.LoadAsync<Balance>(stream);
        session.Insert(new Account { Id = guard.Id });
        session.Events.Append(stream, new Deposited(5));
        await Should.ThrowAsync<JasperFx.DocumentAlreadyExistsException>(() => session.SaveChangesAsync());

        await ExecuteAsync($"delete from {Schema}.mt_doc_account");
        await session.SaveChangesAsync();
        (await LoadAsync<Balance>(store, stream))!.Amount.ShouldBe(15);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_that_comes_in_between_is_not_missing_from_the_snapshot(EventAppendMode mode)
    {
        var other = EventStore(mode, o => o.Projections.Add<WaitingProjection>(ProjectionLifecycle.Inline));
        var stream = await StartAsync(other, new Opened("ada"));
        var isFirst = true;
        var store = EventStore(mode, o => o.Projections.Add(new WaitingProjection(async () =>
        {
            if (!isFirst) return;
            isFirst = false;
            await AppendAsync(other, stream, new Deposited(1));
        }), ProjectionLifecycle.Inline));

        await using var session = store.IdentitySession();
        await session.LoadAsync<Summary>(stream);
        session.Events.Append(stream, new Deposited(2));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
        (await LoadAsync<Summary>(store, stream))!.Text.ShouldBe("ada+1");
        await session.SaveChangesAsync();
        (await LoadAsync<Summary>(store, stream))!.Text.ShouldBe("ada+1+2");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Racing_appends_leave_a_snapshot_of_all_that_was_saved(EventAppendMode mode)
    {
        var store = Inline(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await Task.WhenAll(Enumerable.Range(1, 20).Select(async i =>
        {
            await using var session = store.LightweightSession();
            session.Events.Append(stream, new Deposited(i));
            try
            {
                await session.SaveChangesAsync();
            }
            catch (EventStreamUnexpectedMaxEventIdException)
            {
                session.EjectAllPendingChanges();
            }
        }));

        var saved = (await FetchAsync(store, stream)).Select(e => e.Data).OfType<Deposited>().ToArray();
        saved.ShouldNotBeEmpty();
        (await LoadAsync<Balance>(store, stream))!.Amount.ShouldBe(saved.Sum(d => d.Amount));
        (await VersionAsync("balance", stream)).ShouldBe(saved.Length + 1);
    }

    [Fact]
    public async Task Listeners_see_the_snapshot_before_it_is_saved_and_may_change_it()
    {
        var store = Inline(EventAppendMode.QuickWithServerTimestamps);
        var listener = new Bonus();
        await using var session = store.LightweightSession(new SessionOptions { Listeners = { listener } });
        var stream = session.Events.StartStream<Balance>(new Opened("ada"), new Deposited(1)).Id;
        await session.SaveChangesAsync();
        listener.Added.ShouldBe([stream]);
        (await LoadAsync<Balance>(store, stream))!.Amount.ShouldBe(101);
    }

    [Fact]
    public async Task Tenants_have_snapshots_of_their_own()
    {
        var store = Inline(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        var stream = Guid.NewGuid();
        await using (var session = store.LightweightSession("a"))
        {
            session.Events.StartStream<Balance>(stream, new Opened("ada"), new Deposited(1));
            session.ForTenant("b").Events.StartStream<Balance>(stream, new Opened("bob"));
            await session.SaveChangesAsync();
            session.Events.Append(stream, new Deposited(1));
            session.ForTenant("b").Events.Append(stream, new Deposited(7));
            await session.SaveChangesAsync();
        }

        await using var a = store.QuerySession("a");
        await using var b = store.QuerySession("b");
        (await a.LoadAsync<Balance>(stream))!.Amount.ShouldBe(2);
        (await b.LoadAsync<Balance>(stream))!.Amount.ShouldBe(7);
        (await ScalarAsync<long>($"select mt_version from {Schema}.mt_doc_balance where tenant_id = 'b'")).ShouldBe(2);
    }

    [Fact]
    public void Tenants_of_events_ask_for_tenants_of_snapshots() =>
        Should.Throw<InvalidProjectionException>(() => Inline(EventAppendMode.Rich, o => o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined));

    [Fact]
    public void A_snapshot_without_handlers_is_refused_when_the_store_is_made() =>
        Should.Throw<InvalidProjectionException>(() => EventStore(EventAppendMode.Rich, o => o.Projections.Snapshot<Speechless>(SnapshotLifecycle.Inline)));

    [Fact]
    public void An_id_that_is_not_that_of_streams_is_refused() =>
        Should.Throw<InvalidProjectionException>(() => EventStore(EventAppendMode.Rich, o => o.Projections.Snapshot<KeyedBalance>(SnapshotLifecycle.Inline)));

    [Fact]
    public async Task An_async_snapshot_has_a_table_and_nothing_in_it()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o => o.Projections.Snapshot<Balance>(SnapshotLifecycle.Async));
        var stream = await StartAsync(store, new Opened("ada"));
        (await LoadAsync<Balance>(store, stream)).ShouldBeNull();
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_balance")).ShouldBe(0);
    }

    private sealed class Bonus : DocumentSessionListenerBase
    {
        internal List<object> Added { get; } = [];

        public override void DocumentAddedForStorage(object id, object document) => Added.Add(id);

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            session.PendingChanges.UpdatesFor<Balance>().Single().Amount += 100;
            return Task.CompletedTask;
        }
    }
}
