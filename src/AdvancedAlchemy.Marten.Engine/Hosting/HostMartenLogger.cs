using Marten.Services;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Marten.Engine.Hosting;

/// <summary>Logs to the host's log: changes of the database, commands at debug level, failures.</summary>
internal sealed partial class HostMartenLogger(ILogger logger) : IMartenLogger, IMartenSessionLogger
{
    public IMartenSessionLogger StartSession(IQuerySession session) => this;

    public void SchemaChange(string sql) => LogSchemaChange(logger, sql);

    public void OnBeforeExecute(NpgsqlCommand command)
    {
    }

    public void OnBeforeExecute(NpgsqlBatch batch)
    {
    }

    public void LogSuccess(NpgsqlCommand command)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogExecuted(logger, command.CommandText);
    }

    public void LogSuccess(NpgsqlBatch batch)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogExecuted(logger, Text(batch));
    }

    public void LogFailure(NpgsqlCommand command, Exception ex) => LogFailed(logger, ex, command.CommandText);

    public void LogFailure(NpgsqlBatch batch, Exception ex) => LogFailed(logger, ex, Text(batch));

    public void LogFailure(Exception ex, string message) => LogFailed(logger, ex, message);

    public void RecordSavedChanges(IDocumentSession session, IChangeSet commit)
    {
        if (!logger.IsEnabled(LogLevel.Debug)) return;
        LogSaved(logger, commit.Updated.Count(), commit.Inserted.Count(), commit.Deleted.Count());
    }

    private static string Text(NpgsqlBatch batch) => string.Join(Environment.NewLine, batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText).Distinct());

    [LoggerMessage(1, LogLevel.Information, "Executed schema update SQL:\n{Sql}")]
    private static partial void LogSchemaChange(ILogger logger, string sql);

    [LoggerMessage(2, LogLevel.Debug, "Marten executed\n{Sql}")]
    private static partial void LogExecuted(ILogger logger, string sql);

    [LoggerMessage(3, LogLevel.Error, "Marten encountered an exception executing\n{Sql}")]
    private static partial void LogFailed(ILogger logger, Exception exception, string sql);

    [LoggerMessage(4, LogLevel.Debug, "Persisted {Updates} updates, {Inserts} inserts, and {Deletions} deletions")]
    private static partial void LogSaved(ILogger logger, int updates, int inserts, int deletions);
}
