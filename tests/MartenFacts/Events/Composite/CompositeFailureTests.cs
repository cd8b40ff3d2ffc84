using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using Marten;

namespace MartenFacts.Events.Composite;

public class CompositeFailureTests(PostgresFixture postgres) : CompositeTest(postgres)
{
    [Fact]
    public async Task What_a_part_fails_on_of_an_earlier_stage_is_left_out_for_that_part_only()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            p.Add<StrictVisitProjection>();
            p.Add<AdmissionProjection>(2);
        }));
        var board = Guid.NewGuid();
        var patients = new[] { "ada", "eve", "bob" };
        foreach (var patient in patients) await StartAsync(store, new Requested(board, patient));
        await CatchUpAsync(store);

        await using var session = store.QuerySession();
        (await session.Query<Visit>().Select(v => v.Patient).ToListAsync()).ShouldBe(patients, ignoreOrder: true);
        var admission = (await session.LoadAsync<Admission>(board))!;
        admission.Patients.ShouldBe(patients);
        admission.Seen.ShouldBe(["ada", "bob"]);
        var letter = await session.Query<DeadLetterEvent>().SingleAsync();
        (letter.ProjectionName, letter.ShardName, letter.EventSequence).ShouldBe(("Admissions", "All", 2));
        letter.ExceptionMessage.ShouldBe("not she either");
    }

    [Fact]
    public async Task An_event_that_a_part_fails_on_is_left_out_for_that_part_only()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            p.Add<StrictVisitProjection>();
            p.Add<AdmissionProjection>();
            p.Add<VisitDetailsProjection>(2);
        }));
        var board = Guid.NewGuid();
        var visit = await StartAsync(store, new Requested(board, "mallory"), new DoctorAssigned(Guid.NewGuid()));
        await CatchUpAsync(store);

        await using var session = store.QuerySession();
        (await session.LoadAsync<Visit>(visit))!.Patient.ShouldBe("unknown");
        (await session.LoadAsync<VisitDetails>(visit))!.Patient.ShouldBe("unknown");
        (await session.LoadAsync<Admission>(board))!.Patients.ShouldBe(["mallory"]);
        var letter = await session.Query<DeadLetterEvent>().SingleAsync();
        (letter.ProjectionName, letter.EventSequence).ShouldBe(("StrictVisit", 1));
    }

    [Fact]
    public async Task A_reference_that_a_part_fails_on_costs_it_no_event()
    {
        var store = AsyncStore(o => o.Projections.CompositeProjectionFor("Clinic", p =>
        {
            p.Snapshot<Board>();
            p.Add<BoardListProjection>(2);
        }));
        var open = await StartAsync(store, new BoardOpened("open"));
        var closed = await StartAsync(store, new BoardOpened("closed"));
        await StartAsync(store, new Requested(closed, "ada"), new Requested(open, "ada"), new Requested(closed, "bob"));
        await CatchUpAsync(store);

        await using var session = store.QuerySession();
        var list = (await session.LoadAsync<BoardList>(closed))!;
        (list.Name, list.Visits).ShouldBe((null, 2));
        list = (await session.LoadAsync<BoardList>(open))!;
        (list.Name, list.Visits).ShouldBe(("open", 1));
        (await session.Query<DeadLetterEvent>().SingleAsync()).ProjectionName.ShouldBe("BoardLists");
    }
}
