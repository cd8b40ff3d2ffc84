using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

/// <summary>Does not look at its token.</summary>
public sealed class StubbornProjection : IProjection
{
    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Entered => _entered.Task;

    public void Release() => _released.TrySetResult();

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        _entered.TrySetResult();
        return _released.Task;
    }
}
