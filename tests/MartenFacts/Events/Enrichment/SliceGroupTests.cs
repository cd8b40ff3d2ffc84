using AdvancedAlchemy.Marten.Testing;
using JasperFx.Core;
using JasperFx.Events;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Enrichment;

/// <summary>How events are put to documents, with the means that projections have and with one's own.</summary>
public class SliceGroupTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static IEvent At(string tenant, object data) => data switch
    {
        Logged logged => Event.For(tenant, logged),
        Watched watched => Event.For(tenant, watched),
        _ => throw new ArgumentOutOfRangeException(nameof(data)),
    };

    [Fact]
    public void A_group_has_a_slice_for_every_document_that_events_were_put_to()
    {
        var group = new SliceGroup<Chore, string>("red");
        IEvent[] page = [At("red", new Logged("a")), At("red", new Logged("b")), At("red", new Logged("a"))];
        group.AddEvents<Logged>(e => e.Name, page);
        group.AddEvents<IEvent<Logged>>(e => [e.Data.Name, "all"], page);
        group.Slices.Keys().ShouldBe(["a", "b", "all"]);
        group.Slices.ShouldAllBe(s => s.TenantId == "red");
        group.Slices["all"].Count.ShouldBe(3);
        group.Slices.TryFind("c", out _).ShouldBeFalse();
    }

    [Fact]
    public void The_parts_of_events_follow_these_whenever_they_were_added()
    {
        var (a, b) = (Guid.NewGuid(), Guid.NewGuid());
        var group = new SliceGroup<Chore, int>();
        group.AddEvent(1, At("red", new Watched([a])));
        group.FanOutOnEach<Watched, Guid>(e => e.PersonIds);
        group.AddEvent(1, At("red", new Watched([a, b])));
        group.Slices[1].Events().Select(e => e.Data is Guid id ? id : (Guid?)null).ShouldBe([null, a, null, a, b]);
        group.Slices[1].Count.ShouldBe(5);
    }

    [Fact]
    public void What_was_replaced_is_no_event_of_the_slice_any_more()
    {
        var e = At("red", new Logged("a"));
        (e.Version, e.Sequence) = (3, 7);
        var slice = new EventSlice<Chore, Guid>(Guid.NewGuid(), "red", [e]);
        var replaced = slice.ReplaceEvent<object>(e, new Finished());
        slice.Events().ShouldBe([replaced]);
        (replaced.EventType, replaced.Version, replaced.Sequence, replaced.TenantId).ShouldBe((typeof(Finished), 3, 7, "red"));
        Should.Throw<ArgumentOutOfRangeException>(() => slice.ReplaceEvent(e, new Finished()));
        slice.ReplaceEvent(0, new Logged("b")).Data.ShouldBe(new Logged("b"));
    }

    [Fact]
    public async Task A_group_of_ones_own_has_nothing_to_look_up_with() =>
        await Should.ThrowAsync<InvalidOperationException>(async () => await new SliceGroup<Chore, Guid>().ReferencePeerView<Person>());

    [Fact]
    public async Task Slicers_divide_by_tenant_or_do_not()
    {
        IEvent[] page = [At("red", new Logged("a")), At("blue", new Logged("a")), At("red", new Watched([]))];
        var rules = new EventSlicer<Chore, string>().Identity<Logged>(e => e.Name).FanOut<Logged, string>(e => [e.Name, e.Name]);
        rules.HasAnyRules().ShouldBeTrue();
        rules.DetermineEventTypes().ShouldBe([typeof(Logged)]);
        var groups = (await new TenantedEventSlicer<Chore, string>(rules).SliceAsync(page)).Cast<SliceGroup<Chore, string>>().ToArray();
        groups.Select(g => (g.TenantId, g.Slices["a"].Count)).ShouldBe([("red", 3), ("blue", 3)]);
        var all = (await new TenantedEventSlicer<Chore, string>(rules) { ForceSingleTenancy = true }.SliceAsync(page)).Cast<SliceGroup<Chore, string>>().ShouldHaveSingleItem();
        all.Slices["a"].Count.ShouldBe(6);
    }

    [Fact]
    public void A_cache_makes_what_it_does_not_have()
    {
        var cache = new LightweightCache<int, string>(key => $"made {key}");
        cache.Fill(1, "given");
        cache.FillDefault(1);
        cache.FillDefault(2);
        (cache[1], cache[2], cache[3], cache.Count).ShouldBe(("given", "made 2", "made 3", 3));
        cache.Remove(1);
        cache.Contains(1).ShouldBeFalse();
        cache.ShouldBe(["made 2", "made 3"], ignoreOrder: true);
        Should.Throw<KeyNotFoundException>(() => new LightweightCache<int, string>()[1]);
    }

    /// <summary>Puts all events of a tenant to one document, but for every second one.</summary>
    private sealed class EverySecond : IEventSlicer<Chore, Guid>
    {
        internal static readonly Guid Document = Guid.NewGuid();

        public ValueTask SliceAsync(IReadOnlyList<IEvent> events, SliceGroup<Chore, Guid> grouping)
        {
            grouping.AddEvents(Document, events.Where((_, i) => i % 2 == 0));
            return default;
        }
    }

    /// <summary>Puts events to documents type by type, some of them twice.</summary>
    private sealed class TypeByType : IEventSlicer<Chore, Guid>
    {
        public ValueTask SliceAsync(IReadOnlyList<IEvent> events, SliceGroup<Chore, Guid> grouping)
        {
            grouping.AddEvents<Logged>(_ => EverySecond.Document, events);
            grouping.AddEvents<Finished>(_ => EverySecond.Document, events);
            grouping.AddEvents(EverySecond.Document, events);
            return default;
        }
    }

    public sealed partial class WithTypes : MultiStreamProjection<Chore, Guid>
    {
        public override IEventSlicer BuildSlicer(IQuerySession session) => new TenantedEventSlicer<Chore, Guid>(new TypeByType());

        public void Apply(Logged e, Chore chore) => chore.Others.Add(e.Name);

        public void Apply(Finished e, Chore chore) => chore.Others.Add("finished");
    }

    [Fact]
    public async Task Events_count_once_and_in_their_order_whatever_a_slicer_does()
    {
        var store = Store(o => o.Projections.Add(new WithTypes(), ProjectionLifecycle.Inline));
        await StartAsync(store, new Finished(), new Logged("a"), new Finished(), new Logged("b"));
        await using var session = store.QuerySession();
        (await session.LoadAsync<Chore>(EverySecond.Document))!.Others.ShouldBe(["finished", "a", "finished", "b"]);
    }

    [Theory, InlineData(0), InlineData(10)]
    public async Task A_document_without_a_tenant_is_one_whoever_the_events_of_a_page_are_of(int cacheLimit)
    {
        await using var store = Store(o =>
        {
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Projections.Add(new WithTypes(), ProjectionLifecycle.Async, options =>
            {
                options.BatchSize = 1;
                options.CacheLimitPerTenant = cacheLimit;
            });
        });
        foreach (var (tenant, name) in new[] { ("red", "a"), ("blue", "b"), ("red", "c") })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream(new Logged(name));
            await session.SaveChangesAsync();
        }

        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.CatchUpAsync(CancellationToken.None);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Chore>(EverySecond.Document))!.Others.ShouldBe(["a", "b", "c"]);
    }

    public sealed partial class WithOwnSlicer : MultiStreamProjection<Chore, Guid>
    {
        public override IEventSlicer BuildSlicer(IQuerySession session) => new TenantedEventSlicer<Chore, Guid>(new EverySecond());

        public void Apply(Logged e, Chore chore) => chore.Others.Add(e.Name);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_slicer_of_ones_own_takes_the_place_of_all_rules(bool isTenanted)
    {
        var store = Store(o =>
        {
            if (isTenanted) o.Policies.AllDocumentsAreMultiTenanted();
            o.Events.TenancyStyle = TenancyStyle.Conjoined;
            o.Projections.Add(new WithOwnSlicer(), ProjectionLifecycle.Inline);
        });
        await using var session = store.LightweightSession("red");
        session.Events.StartStream(new Logged("a"), new Logged("b"), new Logged("c"));
        session.ForTenant("blue").Events.StartStream(new Logged("d"), new Logged("e"));
        await session.SaveChangesAsync();
        string[] red = ["a", "c"];
        (await session.LoadAsync<Chore>(EverySecond.Document))!.Others.ShouldBe(isTenanted ? red : [.. red, "d"]);
        if (isTenanted) (await session.ForTenant("blue").LoadAsync<Chore>(EverySecond.Document))!.Others.ShouldBe(["d"]);
    }
}
