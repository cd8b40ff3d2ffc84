using Marten.Exceptions;
using Npgsql;

namespace Marten.Engine.Events;

/// <summary>Keeps others from appending to a stream until the session's transaction ends.</summary>
internal static class StreamLock
{
    /// <param name="session">Its transaction begins here, unless it has one.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="take">Takes the lock.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="StreamLockedException">Somebody else holds it for longer than a command may take.</exception>
    internal static async Task HoldAsync(QuerySession session, object stream, Func<Task> take, CancellationToken token)
    {
        await session.Core.Connection.BeginAsync(token).ConfigureAwait(false);
        try
        {
            await take().ConfigureAwait(false);
        }
        catch (MartenCommandException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled }
            or NpgsqlException { InnerException: TimeoutException } or TimeoutException)
        {
            if (session.Core.Connection.OwnsTransaction) await session.Core.Connection.RollbackAsync().ConfigureAwait(false);
            throw new StreamLockedException(stream, e.InnerException);
        }
    }

    /// <summary>The same with a result.</summary>
    internal static async Task<T> HoldAsync<T>(QuerySession session, object stream, Func<Task<T>> take, CancellationToken token)
    {
        T result = default!;
        await HoldAsync(session, stream, (Func<Task>)(async () => result = await take().ConfigureAwait(false)), token).ConfigureAwait(false);
        return result;
    }
}
