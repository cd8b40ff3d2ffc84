using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

/// <summary>The page "Composite or Chained Projections".</summary>
public class CompositeTests(PostgresFixture postgres) : CompositeTest(postgres)
{
    private static readonly Doctor Who = new() { Id = Guid.NewGuid(), Name = "Who" };

    private static void Clinic(CompositeProjection projection)
    {
        projection.Add<VisitProjection>();
        projection.Snapshot<Board>();
        projection.Add<VisitDetailsProjection>(2);
        projection.Add(new BoardSummaryProjection(), 2);
    }

    private async Task<DocumentStore> ClinicAsync(EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps, Action<CompositeProjection>? more = null)
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", projection =>
        {
            Clinic(projection);
            more?.Invoke(projection);
        }), mode);
        await SaveAsync(store, Who);
        return store;
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Later_stages_are_told_what_earlier_ones_have_made_of_the_same_page(EventAppendMode mode)
    {
        var store = await ClinicAsync(mode);
        var board = await StartAsync(store, new BoardOpened("Monday"));
        var visit = await StartAsync(store, new Requested(board, "ada"), new DoctorAssigned(Who.Id));
        var gone = await StartAsync(store, new Requested(board, "bob"));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        var details = (await session.LoadAsync<VisitDetails>(visit))!;
        (details.Patient, details.Board, details.Doctor).ShouldBe(("ada", "Monday", "Who"));
        var summary = (await session.LoadAsync<BoardSummary>(board))!;
        summary.Name.ShouldBe("Monday");
        summary.Visits.Values.ShouldBe(["ada", "bob"], ignoreOrder: true);
        (await session.LoadAsync<VisitDetails>(gone)).ShouldNotBeNull();

        await AppendAsync(store, gone, new Cancelled());
        await CatchUpAsync(store);
        (await session.LoadAsync<Visit>(gone)).ShouldBeNull();
        (await session.LoadAsync<VisitDetails>(gone)).ShouldBeNull();
    }

    [Fact]
    public async Task The_parts_are_as_far_as_the_whole()
    {
        var store = await ClinicAsync();
        var board = await StartAsync(store, new BoardOpened("Monday"));
        await StartAsync(store, new Requested(board, "ada"));
        await CatchUpAsync(store);
        var progress = (await store.Advanced.AllProjectionProgress()).ToDictionary(p => p.ShardName, p => p.Sequence);
        foreach (var name in new[] { "Clinic:All", "Visit:All", "Board:All", "VisitDetails:All", "BoardSummary:All" }) progress[name].ShouldBe(2, name);
    }

    [Fact]
    public async Task A_rebuild_rebuilds_all_of_it()
    {
        var store = await ClinicAsync();
        var board = await StartAsync(store, new BoardOpened("Monday"));
        var visit = await StartAsync(store, new Requested(board, "ada"), new DoctorAssigned(Who.Id));
        await using (var session = store.LightweightSession())
        {
            session.Store(new VisitDetails { Id = Guid.NewGuid(), Patient = "nobody" });
            await session.SaveChangesAsync();
        }

        using var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync("Clinic", CancellationToken.None);
        await using var query = store.QuerySession();
        (await query.Query<VisitDetails>().SingleAsync()).Doctor.ShouldBe("Who");
        (await query.LoadAsync<BoardSummary>(board))!.Visits[visit].ShouldBe("ada");
    }

    [Fact]
    public async Task The_documents_of_parts_are_fetched_with_what_is_newer()
    {
        var store = await ClinicAsync();
        var visit = await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        await CatchUpAsync(store);
        await AppendAsync(store, visit, new DoctorAssigned(Who.Id));
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Visit>(visit))!.DoctorId.ShouldBeNull();
        (await session.Events.FetchLatest<Visit>(visit))!.DoctorId.ShouldBe(Who.Id);
        (await session.Events.FetchForWriting<Visit>(visit)).Aggregate!.DoctorId.ShouldBe(Who.Id);
    }

    [Fact]
    public async Task Nothing_of_a_page_is_saved_when_one_part_fails()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Errors.SkipApplyErrors = false;
            o.Projections.CompositeProjectionFor("Clinic", p =>
            {
                p.Add<VisitProjection>();
                p.Add<FailingProjection>(2);
            });
        });
        await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        using var daemon = await DaemonOf(store);
        await Should.ThrowAsync<ApplyEventException>(() => daemon.RebuildProjectionAsync("Clinic", CancellationToken.None));
        await using var session = store.QuerySession();
        (await session.Query<Visit>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Parts_may_be_projections_of_all_kinds_and_have_the_version_of_the_whole()
    {
        var store = await ClinicAsync(more: p =>
        {
            p.Version = 2;
            p.Add(new CountingProjection(Who), o => o.StorageTypes.Add(typeof(VisitCount)), 3);
            p.AllProjections().Count.ShouldBe(4);
        });
        await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        (await session.LoadAsync<VisitCount>(Who.Id))!.Count.ShouldBe(1);
        var progress = (await store.Advanced.AllProjectionProgress()).Select(p => p.ShardName).ToArray();
        progress.ShouldContain("Clinic:V2:All");
        progress.ShouldContain("Visit:V2:All");
    }

    [Fact]
    public void A_part_that_asks_for_other_events_than_the_whole_is_refused() =>
        Should.Throw<InvalidProjectionException>(() => Store(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            var visits = new VisitProjection();
            visits.FilterIncomingEventsOnStreamType();
            p.Add(visits);
        })));
}
