using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

public class CompositeRebuildTests(PostgresFixture postgres) : CompositeTest(postgres)
{
    private static readonly Doctor Who = new() { Id = Guid.NewGuid(), Name = "Who" };

    private DocumentStore ClinicOf(Action<CompositeProjection> configure) => AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", configure));

    [Fact]
    public async Task A_rebuild_deletes_what_any_part_says_and_keeps_the_documents_of_a_part_that_keeps_them()
    {
        var store = ClinicOf(p =>
        {
            p.Add<VisitProjection>();
            var boards = new BoardSummaryProjection();
            boards.Options.TeardownDataOnRebuild = false;
            p.Add(boards, 2);
            p.Add(new CountingProjection(Who), o =>
            {
                o.StorageTypes.Add(typeof(VisitCount));
                o.DeleteDataInTableOnTeardown($"{Schema}.mt_doc_doctor");
            });
        });
        await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        await SaveAsync(store, Who);
        await SaveAsync(store, new Visit { Id = Guid.NewGuid() });
        var kept = new BoardSummary { Id = Guid.NewGuid(), Name = "kept" };
        await SaveAsync(store, kept);
        using var daemon = await DaemonOf(store);
        await daemon.RebuildProjectionAsync("Clinic", CancellationToken.None);

        await using var session = store.QuerySession();
        (await session.Query<Doctor>().CountAsync()).ShouldBe(0);
        (await session.Query<Visit>().SingleAsync()).Patient.ShouldBe("ada");
        (await session.LoadAsync<BoardSummary>(kept.Id)).ShouldNotBeNull();
    }

    [Fact]
    public void A_part_that_says_where_it_begins_is_refused() =>
        Should.Throw<InvalidProjectionException>(() => ClinicOf(p => p.Add(new CountingProjection(Who), o => o.SubscribeFromPresent()))).Message.ShouldContain("Clinic");

    [Fact]
    public async Task The_parts_go_back_to_the_beginning_with_the_whole()
    {
        var store = ClinicOf(p => p.Add<StrictVisitProjection>());
        await StartAsync(store, new Requested(Guid.NewGuid(), "mallory"));
        await CatchUpAsync(store);
        (await ProgressOf(store, "StrictVisit")).ShouldBe(1);
        using var daemon = await DaemonOf(store);
        await Should.ThrowAsync<ApplyEventException>(() => daemon.RebuildProjectionAsync("Clinic", CancellationToken.None));
        (await ProgressOf(store, "Clinic")).ShouldBe(0);
        (await ProgressOf(store, "StrictVisit")).ShouldBe(0);
    }

    [Fact]
    public async Task Who_asks_for_a_rebuild_of_a_part_is_told_what_to_rebuild()
    {
        var store = ClinicOf(p =>
        {
            p.Add<VisitProjection>();
            p.Add(new CountingProjection(Who), o => o.StorageTypes.Add(typeof(VisitCount)));
        });
        using var daemon = await DaemonOf(store);
        foreach (var type in new[] { typeof(Visit), typeof(VisitProjection), typeof(CountingProjection) })
        {
            (await Should.ThrowAsync<ArgumentOutOfRangeException>(() => daemon.RebuildProjectionAsync(type, CancellationToken.None))).Message.ShouldContain("rebuild 'Clinic'");
        }

        (await Should.ThrowAsync<ArgumentOutOfRangeException>(() => daemon.RebuildProjectionAsync("Visit", CancellationToken.None))).Message.ShouldContain("rebuild 'Clinic'");
        (await Should.ThrowAsync<ArgumentOutOfRangeException>(() => daemon.StartAgentAsync("Visit:All", CancellationToken.None))).Message.ShouldContain("'Clinic'");
        (await Should.ThrowAsync<InvalidOperationException>(() => store.Advanced.RebuildSingleStreamAsync<Visit>(Guid.NewGuid()))).Message.ShouldContain("rebuild 'Clinic'");
    }

    [Fact]
    public async Task Projections_that_have_run_by_themselves_go_on_from_there_as_parts()
    {
        var store = AsyncStore(o =>
        {
            o.Projections.Add<VisitProjection>(ProjectionLifecycle.Async);
            o.Projections.Add(new CountingProjection(Who), ProjectionLifecycle.Async, nameof(CountingProjection));
        });
        await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        await CatchUpAsync(store);

        store = ClinicOf(p =>
        {
            p.Add<VisitProjection>();
            p.Add(new CountingProjection(Who), 2);
        });
        await StartAsync(store, new Requested(Guid.NewGuid(), "bob"));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        (await session.LoadAsync<VisitCount>(Who.Id))!.Count.ShouldBe(2);
        (await ProgressOf(store, "Clinic")).ShouldBe(2);
    }

    [Fact]
    public async Task Parts_of_which_some_have_run_by_themselves_only_begin_with_a_rebuild()
    {
        var store = AsyncStore(o => o.Projections.Add<VisitProjection>(ProjectionLifecycle.Async));
        await StartAsync(store, new Requested(Guid.NewGuid(), "ada"));
        await CatchUpAsync(store);

        store = ClinicOf(p =>
        {
            p.Add<VisitProjection>();
            p.Add(new CountingProjection(Who), o => o.StorageTypes.Add(typeof(VisitCount)), 2);
        });
        using var daemon = await DaemonOf(store);
        var failure = await Should.ThrowAsync<AggregateException>(() => daemon.CatchUpAsync(CancellationToken.None));
        failure.InnerException.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("Rebuild 'Clinic'");
        await daemon.RebuildProjectionAsync("Clinic", CancellationToken.None);
        await using var session = store.QuerySession();
        (await session.LoadAsync<VisitCount>(Who.Id))!.Count.ShouldBe(1);
        (await ProgressOf(store, nameof(CountingProjection))).ShouldBe(1);
    }
}
