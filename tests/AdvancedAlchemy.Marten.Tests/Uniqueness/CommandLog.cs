using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

/// <summary>Keeps the commands of a session.</summary>
public sealed class CommandLog : IMartenSessionLogger
{
    public List<NpgsqlCommand> Commands { get; } = [];

    public int Batches { get; private set; }

    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }

    public void LogSuccess(NpgsqlCommand command) => Commands.Add(command.Clone());

    public void LogSuccess(NpgsqlBatch batch) => Batches++;

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
}
