using JasperFx.Events;

namespace Marten.Engine.Events;

internal sealed partial class EventOperations
{
    public Task WriteToAggregate<T>(Guid id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, cancellation), Later(writing), cancellation);

    public Task WriteToAggregate<T>(Guid id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, cancellation), writing, cancellation);

    public Task WriteToAggregate<T>(string id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, cancellation), Later(writing), cancellation);

    public Task WriteToAggregate<T>(string id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, cancellation), writing, cancellation);

    public Task WriteToAggregate<T>(Guid id, int expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, expectedVersion, cancellation), Later(writing), cancellation);

    public Task WriteToAggregate<T>(Guid id, int expectedVersion, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, expectedVersion, cancellation), writing, cancellation);

    public Task WriteToAggregate<T>(string id, int expectedVersion, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, expectedVersion, cancellation), Later(writing), cancellation);

    public Task WriteToAggregate<T>(string id, int expectedVersion, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForWriting<T>(id, expectedVersion, cancellation), writing, cancellation);

    public Task WriteExclusivelyToAggregate<T>(Guid id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForExclusiveWriting<T>(id, cancellation), Later(writing), cancellation);

    public Task WriteExclusivelyToAggregate<T>(Guid id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForExclusiveWriting<T>(id, cancellation), writing, cancellation);

    public Task WriteExclusivelyToAggregate<T>(string id, Action<IEventStream<T>> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForExclusiveWriting<T>(id, cancellation), Later(writing), cancellation);

    public Task WriteExclusivelyToAggregate<T>(string id, Func<IEventStream<T>, Task> writing, CancellationToken cancellation = default) where T : class =>
        WriteAsync(FetchForExclusiveWriting<T>(id, cancellation), writing, cancellation);

    private async Task WriteAsync<T>(Task<IEventStream<T>> fetching, Func<IEventStream<T>, Task> writing, CancellationToken token) where T : class
    {
        ArgumentNullException.ThrowIfNull(writing);
        var stream = await fetching.ConfigureAwait(false);
        await writing(stream).ConfigureAwait(false);
        await ((DocumentSessionBase)Session).Root.SaveChangesAsync(token).ConfigureAwait(false);
    }

    private static Func<IEventStream<T>, Task> Later<T>(Action<IEventStream<T>> writing) where T : class
    {
        ArgumentNullException.ThrowIfNull(writing);
        return stream =>
        {
            writing(stream);
            return Task.CompletedTask;
        };
    }
}
