using JasperFx.Events.Projections;

namespace Marten.Engine.Events.Daemon;

/// <summary>Waits for the first state that meets a condition.</summary>
internal sealed class ConditionWaiter(Func<ShardState, bool> condition) : IObserver<ShardState>
{
    private readonly TaskCompletionSource<ShardState> _met = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<ShardState> Met => _met.Task;

    public void OnNext(ShardState value)
    {
        if (condition(value)) _met.TrySetResult(value);
    }

    public void OnError(Exception error) => _met.TrySetException(error);

    public void OnCompleted() => _met.TrySetCanceled();
}
