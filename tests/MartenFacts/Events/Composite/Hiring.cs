using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Composite;

public sealed record Hired(Guid DoctorId, string Name);

public sealed record Fired(Guid DoctorId);

/// <summary>Stores doctors, as no aggregation.</summary>
public sealed class HiringProjection : EventProjection
{
    public HiringProjection() => RegisterPublishedType(typeof(Doctor));

    public static void Project(Hired e, IDocumentOperations operations) => operations.Store(new Doctor { Id = e.DoctorId, Name = e.Name });

    public static void Project(Fired e, IDocumentOperations operations) => operations.Delete<Doctor>(e.DoctorId);
}
