using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public class SideEffectTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static readonly Guid Bank = Guid.Parse("00000000-0000-0000-0000-0000000000aa");

    public sealed record Overdrawn(decimal By);

    public sealed record Warned(Guid Account);

    public sealed partial class WarningProjection : SingleStreamProjection<Summary, Guid>
    {
        public Summary Create(Opened e) => new() { Text = e.Owner };

        public void Apply(Deposited e, Summary summary) => summary.Text += "+";

        public void Apply(Withdrawn e, Summary summary) => summary.Text += "-";

        public bool ShouldDelete(Closed e) => true;

        public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<Summary> slice)
        {
            foreach (var e in slice.Events().Select(e => e.Data).OfType<Withdrawn>().Where(e => e.Amount > 100))
            {
                slice.AppendEvent(new Overdrawn(e.Amount));
                slice.AppendEvent(Bank, new Warned(slice.Snapshot!.Id));
                slice.PublishMessage(new Warned(slice.Snapshot.Id));
                slice.PublishMessage("described", new MessageMetadata(slice.TenantId).WithHeader("why", "because"));
                operations.Store(new Account { Id = slice.Snapshot.Id, Balance = -e.Amount });
                slice.Snapshot.Text += "!";
            }

            if (slice.Snapshot is null) slice.PublishMessage("gone");
            return default;
        }
    }

    private DocumentStore WarningStore(EventAppendMode mode, Outbox outbox, bool isEnabled = true) => EventStore(mode, o =>
    {
        o.Events.EnableSideEffectsOnInlineProjections = isEnabled;
        o.Events.MessageOutbox = outbox;
        o.Projections.Add<WarningProjection>(ProjectionLifecycle.Inline);
    });

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_messages_and_documents_are_saved_with_the_events_that_they_come_of(EventAppendMode mode)
    {
        var outbox = new Outbox();
        var store = WarningStore(mode, outbox);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(1));
        outbox.Batches.ShouldBeEmpty();
        await AppendAsync(store, id, new Withdrawn(500));

        (await FetchAsync(store, id)).Select(e => (e.Version, e.Data)).ShouldBe([(1, new Opened("ada")), (2, new Deposited(1)), (3, new Withdrawn(500)), (4, new Overdrawn(500))]);
        (await FetchAsync(store, Bank)).Single().Data.ShouldBe(new Warned(id));
        outbox.Batches.Single().Messages.ShouldBe([(new Warned(id), "*DEFAULT*", null), ("described", "*DEFAULT*", "because")]);
        outbox.Sent.Count().ShouldBe(2);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Summary>(id))!.Text.ShouldBe("ada+-!");
        (await query.LoadAsync<Account>(id))!.Balance.ShouldBe(-500);
        (await query.Query<Outgoing>().SingleAsync()).Count.ShouldBe(2);

        // The stream goes on after the event that was raised.
        await AppendAsync(store, id, new Deposited(2));
        (await FetchAsync(store, id)).Count.ShouldBe(5);
        (await query.LoadAsync<Summary>(id))!.Text.ShouldBe("ada+-!+");
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task The_stream_that_begins_has_what_is_raised_too(EventAppendMode mode)
    {
        var store = WarningStore(mode, new Outbox());
        var id = await StartAsync(store, new Opened("ada"), new Withdrawn(200));
        (await FetchAsync(store, id)).Select(e => e.Data).ShouldBe([new Opened("ada"), new Withdrawn(200), new Overdrawn(200)]);
        await using var query = store.QuerySession();
        (await query.Events.FetchStreamStateAsync(id))!.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Nothing_is_raised_inline_unless_the_store_says_so()
    {
        var outbox = new Outbox();
        var store = WarningStore(EventAppendMode.Quick, outbox, isEnabled: false);
        var id = await StartAsync(store, new Opened("ada"), new Withdrawn(200));
        (await FetchAsync(store, id)).Count.ShouldBe(2);
        outbox.Batches.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_document_that_is_deleted_has_no_snapshot()
    {
        var outbox = new Outbox();
        var store = WarningStore(EventAppendMode.Quick, outbox);
        var id = await StartAsync(store, new Opened("ada"));
        await AppendAsync(store, id, new Closed());
        outbox.Sent.ShouldBe(["gone"]);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Summary>(id)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_save_that_fails_raises_nothing_and_the_next_one_raises_it_once(EventAppendMode mode)
    {
        var outbox = new Outbox();
        var store = WarningStore(mode, outbox);
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        session.Insert(new Travels { Id = id });
        await session.SaveChangesAsync();
        var collision = new Travels { Id = id };
        session.Insert(collision);
        session.Events.Append(id, new Withdrawn(300));
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        outbox.Sent.ShouldBeEmpty();
        (await FetchAsync(store, id)).Count.ShouldBe(1);

        session.Eject(collision);
        await session.SaveChangesAsync();
        (await FetchAsync(store, id)).Select(e => e.Data).ShouldBe([new Opened("ada"), new Withdrawn(300), new Overdrawn(300)]);
        outbox.Sent.Count().ShouldBe(2);
    }

    public sealed class Travels
    {
        public Guid Id { get; set; }
    }

    public sealed partial class Bookkeeper : EventProjection
    {
        public void Project(IEvent<Closed> e, IDocumentOperations operations) => operations.Events.Append(Bank, new Warned(e.StreamId));
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_that_a_projection_appends_are_saved_with_those_it_sees(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<Bookkeeper>(ProjectionLifecycle.Inline));
        var one = await StartAsync(store, new Opened("ada"), new Closed());
        var other = await StartAsync(store, new Opened("bob"), new Closed());
        (await FetchAsync(store, Bank)).Select(e => e.Data).ShouldBe([new Warned(one), new Warned(other)]);
    }

    private sealed class Appending : DocumentSessionListenerBase
    {
        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            session.Events.Append(Bank, new Warned(Bank));
            return Task.CompletedTask;
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Events_that_a_listener_appends_are_saved(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Listeners.Add(new Appending()));
        await StartAsync(store, new Opened("ada"));
        await StartAsync(store, new Opened("bob"));
        (await FetchAsync(store, Bank)).Count.ShouldBe(2);
    }

    public sealed partial class DayWarnings : MultiStreamProjection<Day, int>
    {
        public DayWarnings() => Identity<IOfDay>(e => e.Day);

        public void Apply(Day day, Departed e) => day.Started++;

        public override ValueTask RaiseSideEffects(IDocumentOperations operations, int id, IEventSlice<Day> slice)
        {
            if (id == 13) slice.AppendEvent(new Warned(Bank));
            else slice.AppendEvent(Bank, new Warned(Guid.Empty));
            return default;
        }
    }

    [Fact]
    public async Task A_document_of_many_streams_has_to_say_which_stream_it_appends_to()
    {
        var store = Store(o =>
        {
            o.Events.EnableSideEffectsOnInlineProjections = true;
            o.Projections.Add<DayWarnings>(ProjectionLifecycle.Inline);
        });
        await StartAsync(store, new Departed(1), new Departed(2));
        (await FetchAsync(store, Bank)).Count.ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>(() => StartAsync(store, new Departed(13)));
    }

    [Fact]
    public async Task Raised_events_are_those_of_the_tenant_of_the_events()
    {
        var store = Store(o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Events.EnableSideEffectsOnInlineProjections = true;
            o.Projections.Add<WarningProjection>(ProjectionLifecycle.Inline);
        });
        await using (var session = store.LightweightSession("a"))
        {
            session.ForTenant("b").Events.StartStream(new Opened("bob"), new Withdrawn(900));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession("b");
        (await query.Events.FetchStreamAsync(Bank)).Count.ShouldBe(1);
        await using var other = store.QuerySession("a");
        (await other.Events.FetchStreamAsync(Bank)).ShouldBeEmpty();
        await using var tenant = store.LightweightSession("a");
        var view = tenant.ForTenant("b");
        view.Events.Append(Bank, new Warned(Bank));
        await ((IDocumentSession)view).SaveChangesAsync();
        (await query.Events.FetchStreamAsync(Bank)).Count.ShouldBe(2);
    }
}
