using Marten;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Events.NaturalKeys;

/// <summary>Does something when the first command of a session was executed.</summary>
internal sealed class AfterFirst(Func<Task> act) : IMartenSessionLogger
{
    private int _commands;

    public void LogSuccess(NpgsqlCommand command)
    {
        if (Interlocked.Increment(ref _commands) == 1) Task.Run(act).GetAwaiter().GetResult();
    }

    public void LogSuccess(NpgsqlBatch batch)
    {
    }

    public void LogFailure(NpgsqlCommand command, Exception ex)
    {
    }

    public void LogFailure(NpgsqlBatch batch, Exception ex)
    {
    }

    public void LogFailure(Exception ex, string message)
    {
    }

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
    }

    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }
}
