using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Daemon;

/// <summary>Never gets done, unless it is cancelled.</summary>
public sealed class SlowProjection : EventProjection
{
    public override async ValueTask ApplyAsync(IDocumentOperations operations, IEvent e, CancellationToken cancellation) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
}
