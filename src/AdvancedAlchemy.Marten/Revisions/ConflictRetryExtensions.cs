using JasperFx;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Doing a piece of work again when somebody else was faster.</summary>
public static class ConflictRetryExtensions
{
    private const int DefaultAttempts = 5;

    /// <summary>
    /// Runs the work in a session of its own and saves it. When another session has changed one of the documents since they were
    /// read, it is done again from the start, in a new session: the work reads the documents anew and applies its change to those.
    /// </summary>
    /// <remarks>
    /// What counts as a conflict: <see cref="ConcurrencyException"/>, and PostgreSQL's serialization failures and deadlocks (SQLSTATE
    /// 40001 and 40P01). Between two attempts it waits for a short random time, longer after each. The work must do nothing but read and
    /// change the session, since it may run several times. It need not save; a save of its own commits at once and is not undone.
    /// </remarks>
    /// <typeparam name="TResult">What the work gives.</typeparam>
    /// <param name="store">The store.</param>
    /// <param name="work">Reads and changes documents.</param>
    /// <param name="attempts">How often it is tried at most, at least once.</param>
    /// <param name="options">The sessions to open; null for lightweight ones of the default tenant.</param>
    /// <param name="token">Gives up.</param>
    /// <returns>What the attempt that was saved gave.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="store"/> or <paramref name="work"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="attempts"/> is less than one.</exception>
    /// <exception cref="ConcurrencyException">The last attempt met a conflict too.</exception>
    public static async Task<TResult> RetryOnConflictAsync<TResult>(
        this IDocumentStore store,
        Func<IDocumentSession, Task<TResult>> work,
        int attempts = DefaultAttempts,
        SessionOptions? options = null,
        CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfLessThan(attempts, 1);
        for (var attempt = 1; ; attempt++)
        {
            var session = options is null ? store.LightweightSession() : store.OpenSession(options);
            await using (session.ConfigureAwait(false))
            {
                try
                {
                    var result = await work(session).ConfigureAwait(false);
                    await session.SaveChangesAsync(token).ConfigureAwait(false);
                    return result;
                }
                catch (Exception e) when (attempt < attempts && IsConflict(e))
                {
                    // the session is disposed before the wait, so that it holds nothing meanwhile
                }
            }

            await Task.Delay(Pause(attempt), token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="RetryOnConflictAsync{TResult}"/>
    public static Task RetryOnConflictAsync(
        this IDocumentStore store, Func<IDocumentSession, Task> work, int attempts = DefaultAttempts, SessionOptions? options = null, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(work);
        return store.RetryOnConflictAsync(
            async session =>
            {
                await work(session).ConfigureAwait(false);
                return true;
            },
            attempts,
            options,
            token);
    }

    private static bool IsConflict(Exception failure) => failure switch
    {
        ConcurrencyException => true,
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        AggregateException several => several.InnerExceptions.All(IsConflict),
        { InnerException: { } inner } => IsConflict(inner),
        _ => false,
    };

    // Random, so that those who met do not meet again.
    private static TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Random.Shared.Next(1, 10 << Math.Min(attempt, 6)));
}
