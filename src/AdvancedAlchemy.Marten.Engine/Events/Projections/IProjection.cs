using JasperFx.Events.Projections;

namespace Marten.Events.Projections;

/// <summary>Does something of its own with every page of events.</summary>
public interface IProjection : IJasperFxProjection<IDocumentOperations>;
