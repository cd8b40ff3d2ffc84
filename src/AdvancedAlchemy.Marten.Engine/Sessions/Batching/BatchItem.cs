using Marten.Engine.Linq.Tables;
using Npgsql;

namespace Marten.Engine.Sessions.Batching;

/// <summary>One question of a batch.</summary>
internal abstract class BatchItem(QueriedTable?[] storages, NpgsqlBatchCommand? command, bool mayLinger)
{
    /// <summary>The documents whose tables have to be there.</summary>
    internal QueriedTable?[] Storages => storages;

    /// <summary>Null when the session knows the answer.</summary>
    internal NpgsqlBatchCommand? Command => command;

    /// <summary>Whether the command may leave something behind on its connection.</summary>
    internal bool MayLinger => mayLinger;

    /// <summary>The stream that it locks, if it does: the batch then runs in the session's transaction.</summary>
    internal object? LockedStream { get; init; }

    /// <summary>What went wrong with this question alone.</summary>
    internal abstract Exception? Failure { get; }

    /// <summary>Reads the answer from a reader that stands on its result set.</summary>
    internal abstract ValueTask ReadAsync(NpgsqlDataReader reader, CancellationToken token);

    /// <summary>Gives the answer to whoever waits for it.</summary>
    internal abstract void Complete();

    internal abstract void Fail(Exception cause);
}
