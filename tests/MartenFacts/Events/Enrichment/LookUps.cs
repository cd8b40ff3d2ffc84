using Marten;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Events.Enrichment;

/// <summary>Counts the commands that read a table.</summary>
internal sealed class LookUps(string table) : IMartenLogger, IMartenSessionLogger
{
    private int _count;

    internal int Count => Volatile.Read(ref _count);

    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql)
    {
    }

    public void OnBeforeExecute(NpgsqlCommand command) => See(command.CommandText);

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
        foreach (var command in batch.BatchCommands) See(command.CommandText);
    }

    public void LogSuccess(NpgsqlCommand command)
    {
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

    private void See(string sql)
    {
        if (sql.StartsWith("select", StringComparison.Ordinal) && sql.Contains(table, StringComparison.Ordinal)) Interlocked.Increment(ref _count);
    }
}
