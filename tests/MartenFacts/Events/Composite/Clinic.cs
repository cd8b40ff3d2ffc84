using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

public sealed class Doctor
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";
}

public sealed record BoardOpened(string Name);

public sealed record Requested(Guid BoardId, string Patient);

public sealed record DoctorAssigned(Guid DoctorId);

public sealed record Cancelled;

/// <summary>Is its own projection.</summary>
public sealed partial class Board
{
    public Guid Id { get; set; }

    public string Name { get; set; } = "";

    public void Apply(BoardOpened e) => Name = e.Name;
}

public sealed class Visit
{
    public Guid Id { get; set; }

    public Guid BoardId { get; set; }

    public string Patient { get; set; } = "";

    public Guid? DoctorId { get; set; }
}

public sealed class VisitProjection : SingleStreamProjection<Visit, Guid>
{
    public override Visit? Evolve(Visit? snapshot, Guid id, IEvent e)
    {
        switch (e.Data)
        {
            case Requested requested: return new Visit { Id = id, BoardId = requested.BoardId, Patient = requested.Patient };
            case DoctorAssigned assigned: snapshot!.DoctorId = assigned.DoctorId; return snapshot;
            case Cancelled: return null;
            default: return snapshot;
        }
    }
}

public sealed class VisitDetails
{
    public Guid Id { get; set; }

    public string Patient { get; set; } = "";

    public string? Board { get; set; }

    public string? Doctor { get; set; }
}

public sealed class VisitDetailsProjection : MultiStreamProjection<VisitDetails, Guid>
{
    public VisitDetailsProjection()
    {
        Identity<Updated<Visit>>(e => e.Entity.Id);
        Identity<IEvent<DoctorAssigned>>(e => e.StreamId);
        Identity<ProjectionDeleted<Visit, Guid>>(e => e.Identity);
    }

    public override async Task EnrichEventsAsync(SliceGroup<VisitDetails, Guid> group, IQuerySession querySession, CancellationToken cancellation)
    {
        await group.EnrichWith<Board>().ForEvent<Updated<Visit>>().ForEntityId(e => e.Entity.BoardId).AddReferences();
        await group.EnrichWith<Doctor>().ForEvent<DoctorAssigned>().ForEntityId(e => e.DoctorId).AddReferences();
    }

    public override VisitDetails? Evolve(VisitDetails? snapshot, Guid id, IEvent e)
    {
        switch (e.Data)
        {
            case Updated<Visit> visit:
                snapshot ??= new VisitDetails { Id = id };
                snapshot.Patient = visit.Entity.Patient;
                break;
            case References<Board> board: snapshot!.Board = board.Entity.Name; break;
            case References<Doctor> doctor: snapshot!.Doctor = doctor.Entity.Name; break;
            case ProjectionDeleted<Visit>: return null;
        }

        return snapshot;
    }
}

public sealed class BoardSummary
{
    public Guid Id { get; set; }

    public string? Name { get; set; }

    public Dictionary<Guid, string> Visits { get; set; } = [];
}

public sealed class BoardSummaryProjection : MultiStreamProjection<BoardSummary, Guid>
{
    public BoardSummaryProjection()
    {
        Identity<Updated<Visit>>(e => e.Entity.BoardId);
        Identity<Updated<Board>>(e => e.Entity.Id);
    }

    public override Task EnrichEventsAsync(SliceGroup<BoardSummary, Guid> group, IQuerySession querySession, CancellationToken cancellation) => group.ReferencePeerView<Board>();

    public override (BoardSummary?, ActionType) DetermineAction(BoardSummary? snapshot, Guid identity, IReadOnlyList<IEvent> events)
    {
        snapshot ??= new BoardSummary { Id = identity };
        if (events.TryFindReference<Board>(out var board)) snapshot.Name = board.Name;
        foreach (var visit in events.AllReferenced<Visit>()) snapshot.Visits[visit.Id] = visit.Patient;
        return (snapshot, ActionType.Store);
    }
}

public sealed class FailingProjection : MultiStreamProjection<BoardSummary, Guid>
{
    public FailingProjection()
    {
        Name = "Failing";
        Identity<Updated<Visit>>(e => e.Entity.BoardId);
    }

    public override BoardSummary? Evolve(BoardSummary? snapshot, Guid id, IEvent e) => throw new InvalidOperationException("no");
}

public sealed class VisitCount
{
    public Guid Id { get; set; }

    public int Count { get; set; }
}

public sealed class CountingProjection(Doctor one) : IProjection
{
    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var count = await operations.LoadAsync<VisitCount>(one.Id, cancellation) ?? new VisitCount { Id = one.Id };
        count.Count += events.Count(e => e.Data is Requested);
        operations.Store(count);
    }
}
