using Marten.Services;
using Npgsql;

namespace Marten;

/// <summary>Hears of the commands and the saves of one session.</summary>
public interface IMartenSessionLogger
{
    void OnBeforeExecute(NpgsqlCommand command);

    void OnBeforeExecute(NpgsqlBatch batch);

    void LogSuccess(NpgsqlCommand command);

    void LogSuccess(NpgsqlBatch batch);

    void LogFailure(NpgsqlCommand command, Exception ex);

    void LogFailure(NpgsqlBatch batch, Exception ex);

    void LogFailure(Exception ex, string message);

    void RecordSavedChanges(IDocumentSession session, IChangeSet commit);
}
