using Marten.Engine.Linq.Tables;
using Npgsql;

namespace Marten.Engine.Sessions.Batching;

/// <summary>One question of a batch, and whoever waits for its answer.</summary>
internal sealed class BatchItem<TState, TResult>(
    QueriedTable?[] storages, NpgsqlBatchCommand? command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, TResult? known, bool mayLinger)
    : BatchItem(storages, command, mayLinger)
{
    // Whoever waits must not run inside of the loop over the results.
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TResult? _result = known;
    private Exception? _failure;

    internal Task<TResult> Answer => _answer.Task;

    internal override Exception? Failure => _failure;

    internal override async ValueTask ReadAsync(NpgsqlDataReader reader, CancellationToken token)
    {
        try
        {
            _result = await read(reader, state, token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not (NpgsqlException or OperationCanceledException))
        {
            // The connection is fine, so the other questions can have their answers.
            _failure = e;
        }
    }

    internal override void Complete()
    {
        if (_failure is null) _answer.TrySetResult(_result!);
        else Fail(_failure);
    }

    internal override void Fail(Exception cause)
    {
        if (cause is OperationCanceledException cancelled) _answer.TrySetCanceled(cancelled.CancellationToken);
        else _answer.TrySetException(cause);

        // Execute throws it as well; nobody has to look at every task.
        _ = _answer.Task.Exception;
    }
}
