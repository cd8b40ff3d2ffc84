using Npgsql;

namespace Marten.Engine.Sessions;

/// <summary>When a failed command may be sent again: its outcome has to be known, and another attempt has to make a difference.</summary>
internal static class Retries
{
    internal const int MaxAttempts = 3;

    // Marten's list: the server has rolled back, for a reason that may pass.
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        PostgresErrorCodes.SerializationFailure, PostgresErrorCodes.DeadlockDetected, PostgresErrorCodes.TransactionRollback,
        PostgresErrorCodes.InsufficientResources, PostgresErrorCodes.DiskFull, PostgresErrorCodes.OutOfMemory, PostgresErrorCodes.TooManyConnections,
        PostgresErrorCodes.ConfigurationLimitExceeded, PostgresErrorCodes.ObjectNotInPrerequisiteState, PostgresErrorCodes.ObjectInUse,
        PostgresErrorCodes.LockNotAvailable, PostgresErrorCodes.CannotConnectNow, PostgresErrorCodes.SystemError, PostgresErrorCodes.IoError,
    };

    internal static bool MayRepeatSave(Exception? exception, int attempt) =>
        attempt <= MaxAttempts && exception is PostgresException { SqlState: var state } && Passing.Contains(state);

    /// <summary>A read changes nothing, so a lost connection may be repeated too; an error in the SQL would only fail again.</summary>
    internal static bool MayRepeatRead(Exception? exception, int attempt) =>
        attempt <= MaxAttempts && exception is NpgsqlException { IsTransient: true } and not PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
        && exception.InnerException is not TimeoutException;

    internal static Task PauseAsync(int attempt, CancellationToken token) => Task.Delay(TimeSpan.FromMilliseconds(50 * (1 << (attempt - 1))), token);
}
