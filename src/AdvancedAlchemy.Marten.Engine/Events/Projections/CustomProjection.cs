using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten.Events.Projections;
using Microsoft.Extensions.Logging;

namespace Marten.Engine.Events.Projections;

/// <summary>Somebody's own projection, with a name and a lifecycle.</summary>
internal sealed class CustomProjection(IProjection projection) : ProjectionBase, IProjectionSource<IDocumentOperations, IQuerySession>, IRunnable, IProjectionRunner
{
    internal Type Type => projection.GetType();

    public ProjectionBase Projection => this;

    public bool IsAbout(Type eventType) => Includes(eventType);

    public void AssertFits(StoreOptions options)
    {
    }

    public override void AttachLogger(ILoggerFactory loggerFactory)
    {
        base.AttachLogger(loggerFactory);
        if (projection is IHasLogger own) own.AttachLogger(loggerFactory);
    }

    public IProjectionRunner CreateRunner(DocumentStore store) => this;

    public async Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token)
    {
        if (isInline || !session.Core.Store.EventStorage.IsTenanted)
        {
            await projection.ApplyAsync(session, events, token).ConfigureAwait(false);
            return;
        }

        // A page is of many tenants, and each is to see its own documents only.
        foreach (var tenant in events.GroupBy(e => e.TenantId, StringComparer.Ordinal))
        {
            await projection.ApplyAsync(session.In(tenant.Key), [.. tenant], token).ConfigureAwait(false);
        }
    }
}
