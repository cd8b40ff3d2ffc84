using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Aggregation with Conventional Methods": all that a method may take and return.</summary>
public class ConventionFormsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public abstract record Step(int Length);

    public sealed record Left(int Length) : Step(Length);

    public sealed record Right(int Length) : Step(Length);

    public sealed record Named(string Name);

    public sealed record Looked(string What);

    public sealed record Rested;

    public sealed record Broken(bool IsCritical);

    public sealed record Lost(string Where);

    public sealed record Over;

    public sealed class Guide
    {
        public string Id { get; set; } = "";

        public string Text { get; set; } = "";
    }

    public sealed class Walk
    {
        public Guid Id { get; set; }

        public string Log { get; set; } = "";

        public string Place { get; set; } = "";
    }

    public sealed partial class WalkProjection : SingleStreamProjection<Walk, Guid>
    {
        public async Task<Walk> Create(Opened e, IEvent metadata, IQuerySession session) =>
            new() { Log = $"{e.Owner}@{metadata.Version}:{(await session.LoadAsync<Guide>(e.Owner))?.Text}" };

        public void Apply(Step e, Walk walk) => walk.Log += $" {e.Length}";

        public Walk Apply(IEvent<Named> e, Walk walk) => new() { Id = walk.Id, Log = $"{walk.Log} {e.Data.Name}", Place = e.Data.Name };

        public async Task Apply(Looked e, Walk walk, IQuerySession session) => walk.Log += $" {(await session.LoadAsync<Guide>(e.What))?.Text}";

        public async Task<Walk> Apply(Rested e, IEvent metadata, Walk walk, IQuerySession session)
        {
            var guides = await session.Query<Guide>().CountAsync();
            return new Walk { Id = walk.Id, Log = $"{walk.Log} {guides}{metadata.EventTypeName}", Place = walk.Place };
        }

        public bool ShouldDelete(Broken e) => e.IsCritical;

        public bool ShouldDelete(Walk walk, Broken e) => walk.Place == "desert";

        public async Task<bool> ShouldDelete(IQuerySession session, Walk walk, Broken e) => !await session.Query<Guide>().AnyAsync(g => g.Id == walk.Place);

        public bool ShouldDelete(IEvent<Lost> e, Walk walk) => e.Data.Where == walk.Place;

        public async Task<bool> ShouldDelete(Over e, IQuerySession session) => await session.Query<Guide>().AnyAsync();
    }

    private async Task<(DocumentStore Store, Guid Id)> WalkAsync(ProjectionLifecycle lifecycle, params object[] more)
    {
        var store = AsyncStore(o => o.Projections.Add<WalkProjection>(lifecycle));
        await SaveAsync(store, new Guide { Id = "ada", Text = "knows" }, new Guide { Id = "town", Text = "old" });
        await StartedDaemonOf(store);
        var id = await StartAsync(store, new Opened("ada"), new Left(1), new Right(2));
        await AppendAsync(store, id, [new Named("town"), new Looked("town"), new Rested(), .. more]);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        return (store, id);
    }

    [Theory, InlineData(ProjectionLifecycle.Inline), InlineData(ProjectionLifecycle.Async)]
    public async Task Methods_take_what_they_need_in_any_order_and_return_what_they_like(ProjectionLifecycle lifecycle)
    {
        var (store, id) = await WalkAsync(lifecycle);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Walk>(id))!.Log.ShouldBe("ada@1:knows 1 2 town old 2rested");
        (await session.Events.AggregateStreamAsync<Walk>(id))!.Log.ShouldBe("ada@1:knows 1 2 town old 2rested");
    }

    public static TheoryData<object[], bool> Ends => new()
    {
        { [new Broken(true)], true },
        { [new Broken(false)], false },
        { [new Named("desert"), new Broken(false)], true },
        { [new Named("nowhere"), new Broken(false)], true },
        { [new Lost("town")], true },
        { [new Lost("elsewhere")], false },
        { [new Over()], true },
    };

    [Theory, MemberData(nameof(Ends))]
    public async Task Each_of_the_methods_about_an_event_may_delete(object[] events, bool isDeleted)
    {
        foreach (var lifecycle in new[] { ProjectionLifecycle.Inline, ProjectionLifecycle.Async })
        {
            var (store, id) = await WalkAsync(lifecycle, events);
            await using var session = store.QuerySession();
            (await session.LoadAsync<Walk>(id) is null).ShouldBe(isDeleted);
            (await session.Events.AggregateStreamAsync<Walk>(id) is null).ShouldBe(isDeleted);
        }
    }
}
