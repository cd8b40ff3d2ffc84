using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace MartenFacts.Events.Daemon;

/// <summary>Fails a few times after it has queued its writes.</summary>
public sealed class MoodyProjection : IProjection
{
    private int _calls;

    public int FailuresLeft { get; set; }

    public int Calls => _calls;

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _calls);
        foreach (var e in events) operations.Store(new Line(e.Id, e.Sequence));
        return FailuresLeft-- > 0 ? throw new InvalidOperationException("not today") : Task.CompletedTask;
    }
}
