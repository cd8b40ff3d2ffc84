using System.Collections.Concurrent;
using System.ComponentModel;
using System.Data;
using System.Reflection;
using Marten.Engine.Serialization;
using Marten.Exceptions;
using Npgsql;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>Writes the operations of one save: all of them or none.</summary>
internal static class SaveRunner
{
    private static readonly ConcurrentDictionary<Type, bool> ReadOnlyOperations = new();

    internal static async Task RunAsync(DocumentSessionBase session, IReadOnlyList<IStorageOperation> operations, CancellationToken token)
    {
        var core = session.Core;
        var connection = core.Connection;
        for (var attempt = 1; ; attempt++)
        {
            // A transaction that was there before has reads and locks which a second attempt would not have.
            var isOwn = connection.Transaction is null && !connection.IsEnlisted;
            try
            {
                await AttemptGroupedAsync(session, operations, isOwn, token).ConfigureAwait(false);
                return;
            }
            catch (MartenCommandException e) when (isOwn && Retries.MayRepeatSave(e.InnerException, attempt))
            {
                await Retries.PauseAsync(attempt, token).ConfigureAwait(false);
            }
        }
    }

    private static async Task AttemptGroupedAsync(DocumentSessionBase session, IReadOnlyList<IStorageOperation> operations, bool isOwn, CancellationToken token)
    {
        var grouped = isOwn ? WriteGrouping.Group(operations, session.Core, session.Core.Store.Settings.UpdateBatchSize) : operations;
        try
        {
            await AttemptAsync(session, grouped, token).ConfigureAwait(false);
        }
        catch (Exception e) when (!ReferenceEquals(grouped, operations) && ConcernsOneDocument(e))
        {
            // The server cannot say which of the documents in a statement it was. All is rolled back, and one by one it is known.
            await AttemptAsync(session, operations, token).ConfigureAwait(false);
        }
    }

    private static bool ConcernsOneDocument(Exception exception) =>
        exception is MartenCommandException { InnerException: PostgresException postgres }
        && (postgres.SqlState.StartsWith("23", StringComparison.Ordinal) || postgres.SqlState.StartsWith("22", StringComparison.Ordinal));

    private static async Task AttemptAsync(DocumentSessionBase session, IReadOnlyList<IStorageOperation> operations, CancellationToken token)
    {
        var connection = session.Core.Connection;
        var size = session.Core.Store.Settings.UpdateBatchSize;
        if (connection.Transaction is null && !connection.IsEnlisted && NeedsTransaction(operations, size, connection.IsolationLevel))
        {
            await connection.BeginAsync(token).ConfigureAwait(false);
        }

        try
        {
            var failures = new List<Exception>();
            var (writes, reports) = SaveReports.Split(operations);
            for (var start = 0; start < writes.Count; start += size)
            {
                await PageAsync(session, writes, start, Math.Min(writes.Count, start + size), failures, token).ConfigureAwait(false);
            }

            if (failures.Count > 0 && reports is not null) await PageAsync(session, reports, 0, reports.Count, failures, token).ConfigureAwait(false);
            Throw(failures);
            if (connection.Transaction is not null && connection.OwnsTransaction) await CommitAsync(connection, token).ConfigureAwait(false);
        }
        catch
        {
            if (connection.OwnsTransaction) await connection.RollbackAsync().ConfigureAwait(false);
            throw;
        }
    }

    // Deferred constraints and serialization are only looked at here.
    private static async Task CommitAsync(SessionConnection connection, CancellationToken token)
    {
        try
        {
            await connection.CommitAsync(token).ConfigureAwait(false);
        }
        catch (PostgresException e)
        {
            throw new MartenCommandException(null, e);
        }
        catch (NpgsqlException e) when (e.InnerException is not null)
        {
            throw new MartenCommandException(null, e, UnknownOutcome);
        }
    }

    private const string UnknownOutcome = "The connection to the server was lost while saving; whether the save was committed is not known.";

    // One batch without BEGIN is a transaction of its own for PostgreSQL, in one round trip. That is not enough when a later look at the results may
    // turn the save down after others of its statements have succeeded.
    private static bool NeedsTransaction(IReadOnlyList<IStorageOperation> operations, int size, IsolationLevel isolation)
    {
        if (operations.Count > size || isolation != IsolationLevel.ReadCommitted) return true;
        var writes = 0;
        var isJudged = false;
        foreach (var operation in operations)
        {
            if (operation is EngineOperation own)
            {
                writes += own.Writes;
                isJudged |= own.MayTurnDown;
            }
            else if (!IsReadOnly(operation))
            {
                return true;
            }
        }

        return isJudged && writes > 1;
    }

    // Somebody else's operation may say of itself, with [ReadOnly(true)], that it neither writes nor turns a save down.
    private static bool IsReadOnly(IStorageOperation operation) =>
        ReadOnlyOperations.GetOrAdd(operation.GetType(), static type => type.GetCustomAttribute<ReadOnlyAttribute>() is { IsReadOnly: true });

    private static async Task PageAsync(
        DocumentSessionBase session, IReadOnlyList<IStorageOperation> operations, int start, int end, List<Exception> failures, CancellationToken token)
    {
        var core = session.Core;
        using var bodies = new BodyWriter();
        var context = core.BeginWriting(bodies);
        await using var lease = await core.Connection.RentAsync(token).ConfigureAwait(false);
        var lingers = false;
        int[]? firsts = null;
        await using var batch = new NpgsqlBatch(lease.Connection, core.Connection.Transaction) { Timeout = core.Connection.Timeout };
        try
        {
            var builder = new BatchBuilder(batch, session.TenantId);
            for (var i = start; i < end; i++)
            {
                if (firsts is not null) firsts[i - start] = batch.BatchCommands.Count;
                if (operations[i] is EngineOperation own)
                {
                    builder.Add(own.CreateCommand(context));
                    if (own is SqlOperation { MayLinger: true }) lingers = true;
                    continue;
                }

                // It may add any number of commands, so from here on it has to be known whose is whose.
                firsts ??= First(start, end);
                Configure(builder, operations[i], core);
                for (var c = firsts[i - start]; c < batch.BatchCommands.Count; c++) lingers |= LingeringState.MayRemain(batch.BatchCommands[c].CommandText);
            }

            session.Logger.OnBeforeExecute(batch);
            await ExecuteAsync(batch, operations, start, end, failures, token).ConfigureAwait(false);
            session.Logger.LogSuccess(batch);
        }
        catch (Exception e)
        {
            session.Logger.LogFailure(batch, e);
            if (Translate(e, batch, operations, start, firsts) is { } better) throw better;
            throw;
        }
        finally
        {
            core.EndWriting();
            if (lingers) await core.Connection.LingeredAsync(lease).ConfigureAwait(false);
        }
    }

    private static int[] First(int start, int end)
    {
        var firsts = new int[end - start];
        for (var i = 0; i < firsts.Length; i++) firsts[i] = i;
        return firsts;
    }

    private static void Configure(BatchBuilder builder, IStorageOperation operation, SessionCore core)
    {
        builder.StartNewCommand();
        operation.ConfigureCommand(builder, core);
        builder.Finish();
    }

    private static async Task ExecuteAsync(
        NpgsqlBatch batch, IReadOnlyList<IStorageOperation> operations, int start, int end, List<Exception> failures, CancellationToken token)
    {
        await using var reader = await batch.ExecuteReaderAsync(token).ConfigureAwait(false);
        for (var i = start; i < end; i++)
        {
            var operation = operations[i];
            var hasResult = operation is EngineOperation own ? own.ReturnsRows : operation is not NoDataReturnedCall;
            if (!hasResult) continue;
            await operation.PostprocessAsync(reader, failures, token).ConfigureAwait(false);
            await reader.NextResultAsync(token).ConfigureAwait(false);
        }

        // Errors of commands without a result are only met by reading on.
        while (await reader.NextResultAsync(token).ConfigureAwait(false))
        {
        }
    }

    private static Exception? Translate(Exception exception, NpgsqlBatch batch, IReadOnlyList<IStorageOperation> operations, int start, int[]? firsts)
    {
        switch (exception)
        {
            case PostgresException postgres:
                if (FailedOperation(batch, operations, start, firsts) is EngineOperation operation && operation.Translate(postgres) is { } told) return told;
                return new MartenCommandException(null, postgres);
            case NpgsqlException { InnerException: TimeoutException } timeout:
                return new MartenCommandException(null, timeout);
            case NpgsqlException lost when lost.InnerException is not null:
                return new MartenCommandException(null, lost, UnknownOutcome);
            default:
                return null;
        }
    }

    // Npgsql fills the statement type when a command completes, so the first one without is the one that failed.
    private static IStorageOperation? FailedOperation(NpgsqlBatch batch, IReadOnlyList<IStorageOperation> operations, int start, int[]? firsts)
    {
        for (var i = 0; i < batch.BatchCommands.Count; i++)
        {
            if (batch.BatchCommands[i].StatementType != Npgsql.StatementType.Unknown) continue;
            if (firsts is null) return operations[start + i];

            // The last operation that begins at or before the command and has any.
            var owner = firsts.Length - 1;
            while (owner > 0 && firsts[owner] > i) owner--;
            return operations[start + owner];
        }

        return null;
    }

    private static void Throw(List<Exception> failures)
    {
        switch (failures.Count)
        {
            case 0: return;
            case 1: System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failures[0]); return;
            default: throw new AggregateException(failures);
        }
    }
}
