using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;

namespace Marten.Events.Projections;

/// <summary>
/// Does something about each event. Methods by convention: Project, with IDocumentOperations; Create and Transform, which return a document to be stored.
/// </summary>
public abstract class EventProjection : JasperFxEventProjectionBase<IDocumentOperations, IQuerySession>, IRunnable
{
    void IRunnable.AssertFits(StoreOptions options)
    {
    }

    IProjectionRunner IRunnable.CreateRunner(DocumentStore store) => new EventProjectionRunner(this);

    protected sealed override void storeEntity<T>(IDocumentOperations ops, T entity)
    {
        ArgumentNullException.ThrowIfNull(ops);
        ops.Store(entity);
    }
}
