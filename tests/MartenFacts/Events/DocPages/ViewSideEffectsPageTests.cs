using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Projections;
using MartenFacts.Events.Daemon;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Side Effects": those of a view of many streams, in the background.</summary>
public class ViewSideEffectsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Sold(string Shop, int Pieces);

    public sealed record GoalReached(string Shop);

    public sealed class Sales
    {
        public string Id { get; set; } = "";

        public int Pieces { get; set; }

        public bool IsCelebrated { get; set; }

        public int Goals { get; set; }
    }

    public sealed partial class SalesProjection : MultiStreamProjection<Sales, string>
    {
        public SalesProjection()
        {
            Identity<Sold>(e => e.Shop);
            Identity<GoalReached>(e => e.Shop);
            Options.CacheLimitPerTenant = 10;
        }

        public void Apply(Sold e, Sales sales) => sales.Pieces += e.Pieces;

        public void Apply(GoalReached e, Sales sales) => sales.Goals++;

        public override ValueTask RaiseSideEffects(IDocumentOperations operations, IEventSlice<Sales> slice)
        {
            if (slice.Snapshot is not { Pieces: >= 10, IsCelebrated: false } sales) return default;
            sales.IsCelebrated = true;
            slice.AppendEvent($"goals of {sales.Id}", new GoalReached(sales.Id));
            slice.PublishMessage(new GoalReached(sales.Id));
            return default;
        }
    }

    [Fact]
    public async Task The_state_may_be_changed_and_what_is_raised_comes_back_to_the_view()
    {
        var outbox = new Outbox();
        var store = AsyncStore(o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.MessageOutbox = outbox;
            o.Projections.Add<SalesProjection>(ProjectionLifecycle.Async);
        });
        await StartedDaemonOf(store);
        foreach (var pieces in new[] { 4, 7, 9 })
        {
            await using var session = store.LightweightSession();
            session.Events.Append($"day {pieces}", new Sold("north", pieces), new Sold("south", 1));
            await session.SaveChangesAsync();
        }

        await UntilAsync(async () =>
        {
            await using var query = store.QuerySession();
            return await query.LoadAsync<Sales>("north") is { Goals: 1 };
        }, "the goal is counted");
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var read = store.QuerySession();
        var north = (await read.LoadAsync<Sales>("north"))!;
        (north.Pieces, north.IsCelebrated, north.Goals).ShouldBe((20, true, 1));
        (await read.LoadAsync<Sales>("south"))!.IsCelebrated.ShouldBeFalse();
        (await read.Events.FetchStreamAsync("goals of north")).Count.ShouldBe(1);
        outbox.Sent.ShouldBe([new GoalReached("north")]);
    }
}
