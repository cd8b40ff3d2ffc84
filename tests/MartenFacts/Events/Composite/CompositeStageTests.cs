using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Events.Composite;

public class CompositeStageTests(PostgresFixture postgres) : CompositeTest(postgres)
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(2, "Monday")]
    public async Task A_document_of_the_page_is_seen_by_later_stages_only(int stage, string? expected)
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            p.Snapshot<Board>();
            p.Add<BoardListProjection>(stage);
        }));
        var board = await StartAsync(store, new BoardOpened("Monday"));
        await StartAsync(store, new Requested(board, "ada"));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        (await session.LoadAsync<BoardList>(board))!.Name.ShouldBe(expected);
    }

    [Fact]
    public async Task Later_stages_look_up_what_a_projection_that_is_no_aggregation_has_stored_or_deleted()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            p.Add<VisitProjection>();
            p.Add<HiringProjection>();
            p.Add<VisitDetailsProjection>(2);
        }));
        var (who, no) = (Guid.NewGuid(), Guid.NewGuid());
        await SaveAsync(store, new Doctor { Id = no, Name = "No" });
        await StartAsync(store, new Hired(who, "Who"), new Fired(no));
        var visit = await StartAsync(store, new Requested(Guid.NewGuid(), "ada"), new DoctorAssigned(who));
        var other = await StartAsync(store, new Requested(Guid.NewGuid(), "bob"), new DoctorAssigned(no));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        (await session.LoadAsync<VisitDetails>(visit))!.Doctor.ShouldBe("Who");
        (await session.LoadAsync<VisitDetails>(other))!.Doctor.ShouldBeNull();
    }

    [Fact]
    public async Task Documents_of_several_types_with_one_id_are_kept_in_memory_side_by_side()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Cards", p =>
        {
            p.Options.CacheLimitPerTenant = 100;
            p.Options.BatchSize = 1;
            p.Add<CardProjection>();
            p.Add<GoldCardProjection>();
        }));
        var stream = await StartAsync(store, new Paid(Guid.Empty, 1), new Paid(Guid.Empty, 2), new Paid(Guid.Empty, 4));
        await CatchUpAsync(store);
        await using var session = store.QuerySession();
        (await session.LoadAsync<Card>(stream))!.Points.ShouldBe(7);
        (await session.LoadAsync<GoldCard>(stream))!.Points.ShouldBe(70);
    }
}
