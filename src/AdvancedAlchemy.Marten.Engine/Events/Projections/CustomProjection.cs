using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Engine.Sessions;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>Somebody's own projection, with a name and a lifecycle.</summary>
internal sealed class CustomProjection(IProjection projection) : ProjectionBase, IRunnable, IProjectionRunner
{
    public ProjectionBase Projection => this;

    public void AssertFits(StoreOptions options)
    {
    }

    public IProjectionRunner CreateRunner(DocumentStore store) => this;

    public Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token) =>
        projection.ApplyAsync(session, events, token);
}
