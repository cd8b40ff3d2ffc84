using System.Data.Common;
using Marten.Engine.Documents;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>An operation of the engine itself: exactly one command of the batch.</summary>
internal abstract class EngineOperation : Weasel.Storage.IStorageOperation
{
    public abstract Type DocumentType { get; }

    public abstract OperationRole Role();

    /// <summary>The storage of the document it writes; null for plain SQL.</summary>
    internal virtual DocumentStorage? Storage => null;

    /// <summary>Makes the tables it writes to, where they may be missing still.</summary>
    internal virtual ValueTask EnsureAsync(EngineDatabase database, CancellationToken token) =>
        Storage is { IsReady: false } storage ? database.EnsureAsync(storage, token) : ValueTask.CompletedTask;

    /// <summary>Whether its command has a result set to be looked at.</summary>
    internal virtual bool ReturnsRows => false;

    /// <summary>Whether a look at its result may turn the save down after its command has succeeded.</summary>
    internal virtual bool MayTurnDown => ReturnsRows;

    /// <summary>How many documents its command may write, each of which may be turned down on its own.</summary>
    internal virtual int Writes => 1;

    /// <summary>Makes the command.</summary>
    internal abstract NpgsqlBatchCommand CreateCommand(WriteContext context);

    /// <summary>Turns what the server said of its command into what the caller should hear.</summary>
    internal virtual Exception? Translate(PostgresException exception) => null;

    public virtual Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
    {
        if (builder is not BatchBuilder batch || session is not SessionCore core)
        {
            throw new NotSupportedException("An operation of a session can only be executed by the session itself");
        }

        batch.Add(CreateCommand(core.RequireWriteContext()));
    }
}
