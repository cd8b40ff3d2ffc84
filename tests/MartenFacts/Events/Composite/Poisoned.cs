using JasperFx.Events;
using JasperFx.Events.Grouping;
using Marten;
using Marten.Events.Aggregation;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

/// <summary>Visits that cannot do with a patient of the name mallory.</summary>
public sealed class StrictVisitProjection : SingleStreamProjection<Visit, Guid>
{
    public StrictVisitProjection() => Name = "StrictVisit";

    public override Visit? Evolve(Visit? snapshot, Guid id, IEvent e) => e.Data switch
    {
        Requested { Patient: "mallory" } => throw new InvalidOperationException("not her"),
        Requested requested => new Visit { Id = id, BoardId = requested.BoardId, Patient = requested.Patient },
        DoctorAssigned assigned => new Visit { Id = id, DoctorId = assigned.DoctorId, Patient = snapshot?.Patient ?? "unknown" },
        _ => snapshot,
    };
}

public sealed class Admission
{
    public Guid Id { get; set; }

    public List<string> Patients { get; set; } = [];

    public List<string> Seen { get; set; } = [];
}

/// <summary>By board: what is asked for, and what has become of it.</summary>
public sealed class AdmissionProjection : MultiStreamProjection<Admission, Guid>
{
    public AdmissionProjection()
    {
        Name = "Admissions";
        Identity<Requested>(e => e.BoardId);
        Identity<Updated<Visit>>(e => e.Entity.BoardId);
    }

    public override Admission? Evolve(Admission? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new Admission { Id = id };
        if (e.Data is Requested requested) snapshot.Patients.Add(requested.Patient);
        if (e.Data is Updated<Visit> { Entity: var visit }) snapshot.Seen.Add(visit.Patient == "eve" ? throw new InvalidOperationException("not she either") : visit.Patient);
        return snapshot;
    }
}

public sealed class BoardList
{
    public Guid Id { get; set; }

    public string? Name { get; set; }

    public int Visits { get; set; }
}

/// <summary>Cannot do with a board of the name closed.</summary>
public sealed class BoardListProjection : MultiStreamProjection<BoardList, Guid>
{
    public BoardListProjection()
    {
        Name = "BoardLists";
        Identity<Requested>(e => e.BoardId);
    }

    public override Task EnrichEventsAsync(SliceGroup<BoardList, Guid> group, IQuerySession querySession, CancellationToken cancellation) =>
        group.EnrichWith<Board>().ForEvent<Requested>().ForEntityId(e => e.BoardId).AddReferences();

    public override BoardList? Evolve(BoardList? snapshot, Guid id, IEvent e)
    {
        snapshot ??= new BoardList { Id = id };
        if (e.Data is Requested) snapshot.Visits++;
        if (e.Data is References<Board> { Entity: var board }) snapshot.Name = board.Name == "closed" ? throw new InvalidOperationException("closed") : board.Name;
        return snapshot;
    }
}
