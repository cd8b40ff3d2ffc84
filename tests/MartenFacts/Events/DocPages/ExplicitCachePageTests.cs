using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events;
using Marten.Events.Aggregation;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Aggregation with Explicit Code" and "Multi-Stream Projections": documents that are kept in memory between pages.</summary>
public class ExplicitCachePageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public enum State
    {
        Requested,
        Assigned,
        Done,
    }

    public sealed record Requested(string Patient);

    public sealed record Assigned(string Provider);

    public sealed record Done;

    public sealed record Cancelled;

    public sealed class Visit
    {
        public Guid Id { get; set; }

        public State State { get; set; }

        public string Patient { get; set; } = "";

        public List<string> Providers { get; set; } = [];

        public DateTimeOffset Created { get; set; }
    }

    public sealed partial class VisitProjection : SingleStreamProjection<Visit, Guid>
    {
        public VisitProjection() => Options.CacheLimitPerTenant = 2;

        public override Visit? Evolve(Visit? snapshot, Guid id, IEvent e)
        {
            switch (e.Data)
            {
                case Requested requested:
                    return new Visit { State = State.Requested, Patient = requested.Patient, Created = e.Timestamp };
                case Assigned { Provider: "nobody" }:
                    snapshot!.Providers.Add("nobody");
                    throw new InvalidOperationException("there is nobody");
                case Assigned assigned:
                    snapshot!.State = State.Assigned;
                    snapshot.Providers.Add(assigned.Provider);
                    return snapshot;
                case Done:
                    snapshot!.State = State.Done;
                    return snapshot;
                case Cancelled:
                    return null;
                default:
                    return snapshot;
            }
        }
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Documents_are_what_they_are_without_a_cache(EventAppendMode mode)
    {
        var store = AsyncStore(o => o.Projections.Add<VisitProjection>(ProjectionLifecycle.Async), mode);
        await StartedDaemonOf(store);
        var visits = new List<Guid>();
        for (var i = 0; i < 4; i++) visits.Add(await StartAsync(store, new Requested($"p{i}"), new Assigned("a")));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        foreach (var visit in visits) await AppendAsync(store, visit, new Assigned("b"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);

        // The event that fails is left out, and with it what it has done to the document that is kept.
        await AppendAsync(store, visits[3], new Assigned("nobody"), new Assigned("c"), new Done());
        await AppendAsync(store, visits[0], new Cancelled());
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await AppendAsync(store, visits[2], new Cancelled(), new Requested("again"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await AppendAsync(store, visits[2], new Assigned("d"));
        await store.WaitForNonStaleProjectionDataAsync(Patience);

        await using var session = store.QuerySession();
        (await session.LoadAsync<Visit>(visits[0])).ShouldBeNull();
        (await session.LoadAsync<Visit>(visits[1]))!.Providers.ShouldBe(["a", "b"]);
        var again = (await session.LoadAsync<Visit>(visits[2]))!;
        (again.Patient, again.Providers.Single()).ShouldBe(("again", "d"));
        var last = (await session.LoadAsync<Visit>(visits[3]))!;
        (last.State, string.Join(' ', last.Providers)).ShouldBe((State.Done, "a b c"));
    }

    public sealed partial class CachedDays : MultiStreamProjection<Day, int>
    {
        public CachedDays()
        {
            Identity<IOfDay>(e => e.Day);
            FanOut<Arrived, Visited>(e => e.Towns.Select(t => new Visited(t)));
            FanOut<Arrived, Photo>(e => e.Data.Towns.Where(t => t.Length > 4).Select(t => new Photo(t)));
            Name = "Day";
            Options.CacheLimitPerTenant = 1000;
            Options.BatchSize = 2;
        }

        public void Apply(Day day, Departed e) => day.Started++;

        public void Apply(Day day, Visited e) => day.Towns.Add(e.Town);

        public void Apply(Day day, Photo e) => day.Ended++;
    }

    public sealed record Visited(string Town);

    public sealed record Photo(string Town);

    [Fact]
    public async Task The_parts_of_events_are_counted_over_many_small_pages()
    {
        var store = AsyncStore(o => o.Projections.Add<CachedDays>(ProjectionLifecycle.Async));
        for (var i = 0; i < 10; i++) await StartAsync(store, new Departed(i % 2), new Arrived(i % 2, [$"town{i}", "x"]));
        await StartedDaemonOf(store);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        (await ProgressOf(store, "Day")).ShouldBe(20);
        await using var session = store.QuerySession();
        var day = (await session.LoadAsync<Day>(1))!;
        (day.Started, day.Ended, day.Towns.Count).ShouldBe((5, 5, 10));
    }
}
