using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Projections;

public class EventProjectionTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Each_event_is_met_by_its_method(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add(new JournalProjection(), ProjectionLifecycle.Inline));
        var group = Guid.NewGuid();
        var stream = await StartAsync(store, new Opened("ada"), new Joined(group), new Deposited(3), new Withdrawn(1));
        var opened = (await FetchAsync(store, stream))[0];
        await using (var query = store.QuerySession())
        {
            (await query.LoadAsync<Link>(stream))!.Group.ShouldBe(group);
            (await query.LoadAsync<Summary>(opened.Id))!.Text.ShouldBe("ada");
            (await query.LoadAsync<Town>("deposit 3")).ShouldNotBeNull();
        }

        await AppendAsync(store, stream, new Closed());
        await using var late = store.QuerySession();
        (await late.LoadAsync<Link>(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task A_projection_may_deal_with_all_events_itself()
    {
        var store = EventStore(EventAppendMode.Rich, o => o.Projections.Add<CountingProjection>(ProjectionLifecycle.Inline));
        await StartAsync(store, new Opened("ada"), new Closed());
        await using var query = store.QuerySession();
        (await query.Query<Town>().OrderBy(t => t.Id).Select(t => t.Id).ToListAsync()).ShouldBe(["closed 2", "opened 1"]);
    }

    [Fact]
    public async Task A_projection_sees_the_types_of_events_that_it_includes()
    {
        var projection = new CountingProjection();
        projection.IncludeType<Closed>();
        var store = EventStore(EventAppendMode.Rich, o => o.Projections.Add(projection, ProjectionLifecycle.Inline));
        await StartAsync(store, new Opened("ada"), new Closed());
        await using var query = store.QuerySession();
        (await query.Query<Town>().Select(t => t.Id).ToListAsync()).ShouldBe(["closed 2"]);
    }

    [Fact]
    public async Task A_method_that_fails_saves_nothing()
    {
        var store = EventStore(EventAppendMode.Rich, o => o.Projections.Add(new JournalProjection(), ProjectionLifecycle.Inline));
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream(new Joined(Guid.NewGuid()), new Deposited(-1)).Id;
        (await Should.ThrowAsync<ApplyEventException>(() => session.SaveChangesAsync())).InnerException.ShouldBeOfType<InvalidDataException>();
        session.PendingChanges.Operations().ShouldBeEmpty();
        (await FetchAsync(store, stream)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebodys_own_projection_gets_all_events_of_a_save_in_order()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o => o.Projections.Add(new PageProjection(), ProjectionLifecycle.Inline, "pages"));
        await using var session = store.LightweightSession();
        session.Events.StartStream(new Opened("ada"), new Deposited(1));
        session.Events.StartStream(new Closed());
        await session.SaveChangesAsync();
        (await session.LoadAsync<Town>("opened deposited closed"))!.Visits.ShouldBe(3);
        store.Options.Projections.AllProjectionNames().ShouldBe(["pages"]);
    }

    [Fact]
    public async Task Projections_run_in_the_order_in_which_they_were_added()
    {
        var store = EventStore(EventAppendMode.QuickWithServerTimestamps, o =>
        {
            o.Projections.Add(new Overwriting("first"), ProjectionLifecycle.Inline, "first");
            o.Projections.Add(new Overwriting("second"), ProjectionLifecycle.Inline, "second");
        });
        var stream = await StartAsync(store, new Opened("ada"));
        await using var query = store.QuerySession();
        (await query.LoadAsync<Summary>(stream))!.Text.ShouldBe("second");
    }

    [Fact]
    public void A_projection_that_does_nothing_is_refused() =>
        Should.Throw<InvalidProjectionException>(() => EventStore(EventAppendMode.Rich, o => o.Projections.Add<Idle>(ProjectionLifecycle.Inline)));

    [Fact]
    public void Two_projections_cannot_have_one_name() => Should.Throw<InvalidProjectionException>(() => EventStore(EventAppendMode.Rich, o =>
    {
        o.Projections.Add(new PageProjection(), ProjectionLifecycle.Inline);
        o.Projections.Add(new PageProjection(), ProjectionLifecycle.Inline);
    }));

    public sealed partial class Idle : EventProjection;

    private sealed class Overwriting(string text) : IProjection
    {
        public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
        {
            operations.Store(new Summary { Id = events[0].StreamId, Text = text });
            return Task.CompletedTask;
        }
    }
}
