using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.Enrichment;

/// <summary>The page "Enriching Events".</summary>
public class EnrichmentTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private static readonly Person Ada = new() { Id = Guid.NewGuid(), Name = "Ada" };
    private static readonly Person Bob = new() { Id = Guid.NewGuid(), Name = "Bob" };

    public static TheoryData<EventAppendMode, ProjectionLifecycle> Everywhere => new(
        from mode in new[] { EventAppendMode.Quick, EventAppendMode.QuickWithServerTimestamps, EventAppendMode.Rich }
        from lifecycle in new[] { ProjectionLifecycle.Inline, ProjectionLifecycle.Async }
        select (mode, lifecycle));

    private async Task<DocumentStore> StoreOf<T>(ProjectionLifecycle lifecycle, EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps, IMartenLogger? logger = null)
        where T : ProjectionBase, IProjectionSource<IDocumentOperations, IQuerySession>, new()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<T>(lifecycle);
            o.Schema.For<Reason>();
            if (logger is not null) o.Logger(logger);
        }, mode);
        await SaveAsync(store, Ada, Bob);
        return store;
    }

    private async Task<Chore> ChoreAsync(IDocumentStore store, Guid id, ProjectionLifecycle lifecycle)
    {
        await CatchUpAsync(store, lifecycle);
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Chore>(id))!;
    }

    private async Task CatchUpAsync(IDocumentStore store, ProjectionLifecycle lifecycle)
    {
        if (lifecycle != ProjectionLifecycle.Async) return;
        using var daemon = await DaemonOf(store);
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Events_are_given_what_was_looked_up_for_all_of_them_at_once(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = await StoreOf<ChoreByHand>(lifecycle, mode);
        var one = await StartAsync(store, new Logged("sweep"), new Assigned(Ada.Id));
        await AppendAsync(store, one, new Finished());
        var other = await StartAsync(store, new Assigned(Bob.Id), new Assigned(Guid.NewGuid()));
        var chore = await ChoreAsync(store, one, lifecycle);
        (chore.Person, chore.IsFinished).ShouldBe(("Ada", true));
        (await ChoreAsync(store, other, ProjectionLifecycle.Inline)).Person.ShouldBeNull();
        using var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync<ChoreByHand>(CancellationToken.None);
        (await ChoreAsync(store, one, ProjectionLifecycle.Inline)).Person.ShouldBe("Ada");
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Events_are_replaced_by_richer_ones_that_are_never_stored(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = await StoreOf<ChoreOfRicherEvents>(lifecycle, mode);
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Chore>(new Logged("sweep"), new Assigned(Ada.Id)).Id;
        await session.SaveChangesAsync();
        var chore = await ChoreAsync(store, id, lifecycle);
        (chore.Person, chore.Version).ShouldBe(("Ada", 2));
        (await FetchAsync(store, id)).Select(e => e.Data.GetType()).ShouldBe([typeof(Logged), typeof(Assigned)]);
    }

    [Theory, MemberData(nameof(Everywhere))]
    public async Task Documents_that_events_refer_to_are_shown_after_them(EventAppendMode mode, ProjectionLifecycle lifecycle)
    {
        var store = await StoreOf<ChoreWithReferences>(lifecycle, mode);
        await SaveAsync(store, new Reason { Id = Guid.NewGuid(), Code = "x", Text = "because" });
        await using var session = store.LightweightSession();
        var id = session.Events.StartStream<Chore>(new Assigned(Bob.Id), new Assigned(Ada.Id), new Assigned(Bob.Id), new Routed("x"), new Routed("nowhere")).Id;
        await session.SaveChangesAsync();
        var chore = await ChoreAsync(store, id, lifecycle);
        (chore.Person, chore.Reason, chore.Version).ShouldBe(("Bob", "because", 5));
    }

    [Fact]
    public async Task Every_step_finds_its_documents()
    {
        var store = await StoreOf<ChoreOfAllSteps>(ProjectionLifecycle.Inline);
        await SaveAsync(store, new Reason { Id = Ada.Id, Text = "peer" });
        await using var session = store.LightweightSession();
        session.Events.StartStream<Chore>(Ada.Id, new Logged("sweep"), new Assigned(Ada.Id), new Reviewed(Bob.Id), new Watched([Ada.Id, Guid.NewGuid(), Bob.Id]), new Finished());
        await session.SaveChangesAsync();
        var chore = (await session.LoadAsync<Chore>(Ada.Id))!;
        chore.Others.ShouldBe(["1Ada", "1Bob", "2Ada", "3Ada", "3Bob", "4Ada", "rAda", "rAda", "rBob"]);
        (chore.Reason, chore.Version).ShouldBe(("peer", 5));
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Views_of_many_streams_have_their_peers(ProjectionLifecycle lifecycle)
    {
        var store = await StoreOf<LoadProjection>(lifecycle);
        var stranger = Guid.NewGuid();
        await StartAsync(store, new Assigned(Ada.Id), new Reviewed(Bob.Id));
        await StartAsync(store, new Assigned(Ada.Id), new Assigned(stranger));
        await CatchUpAsync(store, lifecycle);
        await using var session = store.QuerySession();
        var loads = (await session.Query<Load>().ToListAsync()).ToDictionary(l => l.Id);
        loads.Count.ShouldBe(3);
        (loads[Ada.Id].Name, loads[Ada.Id].Chores).ShouldBe(("Ada", 2));
        (loads[Bob.Id].Name, loads[Bob.Id].Chores).ShouldBe(("Bob", 1));
        (loads[stranger].Name, loads[stranger].Chores).ShouldBe((null, 1));
    }

    [Fact]
    public async Task One_query_is_enough_for_all_documents_of_a_save()
    {
        var lookUps = new LookUps("mt_doc_person");
        var store = await StoreOf<ChoreOfRicherEvents>(ProjectionLifecycle.Inline, logger: lookUps);
        await using var session = store.LightweightSession();
        for (var i = 0; i < 20; i++) session.Events.StartStream<Chore>(new Assigned(i % 2 == 0 ? Ada.Id : Bob.Id));
        var before = lookUps.Count;
        await session.SaveChangesAsync();
        lookUps.Count.ShouldBe(before + 1);
        session.Events.StartStream<Chore>(new Logged("nobody"));
        await session.SaveChangesAsync();
        lookUps.Count.ShouldBe(before + 1);
        (await session.Query<Chore>().CountAsync(c => c.Person == "Ada")).ShouldBe(10);
    }

    [Fact]
    public async Task The_state_of_a_stream_is_made_of_the_events_as_they_are()
    {
        var store = await StoreOf<ChoreOfRicherEvents>(ProjectionLifecycle.Live);
        var id = await StartAsync(store, new Logged("sweep"), new Assigned(Ada.Id));
        await using var session = store.LightweightSession();
        (await session.Events.FetchLatest<Chore>(id))!.Person.ShouldBeNull();
        (await session.Events.FetchForWriting<Chore>(id)).Aggregate!.Person.ShouldBeNull();
        (await session.Events.AggregateStreamAsync<Chore>(id))!.Others.ShouldBe(["sweep"]);
    }

    [Fact]
    public async Task Documents_are_those_of_the_tenant_of_the_events()
    {
        var store = Store(o =>
        {
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Add<ChoreOfRicherEvents>(ProjectionLifecycle.Inline);
        });
        foreach (var tenant in new[] { "red", "blue" })
        {
            await using var own = store.LightweightSession(tenant);
            own.Store(new Person { Id = Ada.Id, Name = $"Ada of {tenant}" });
            await own.SaveChangesAsync();
        }

        await using var session = store.LightweightSession("red");
        var id = session.Events.StartStream<Chore>(new Assigned(Ada.Id)).Id;
        session.ForTenant("blue").Events.StartStream<Chore>(id, new Assigned(Ada.Id));
        await session.SaveChangesAsync();
        (await session.LoadAsync<Chore>(id))!.Person.ShouldBe("Ada of red");
        (await session.ForTenant("blue").LoadAsync<Chore>(id))!.Person.ShouldBe("Ada of blue");
    }
}
