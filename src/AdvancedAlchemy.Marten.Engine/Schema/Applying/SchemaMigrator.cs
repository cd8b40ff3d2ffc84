using JasperFx;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;

namespace Marten.Engine.Schema;

/// <summary>Brings a database in line with a set of objects. Safe for any number of processes that start at once.</summary>
internal sealed class SchemaMigrator(SchemaMigratorSettings settings)
{
    private const string Subject = "All Configured Changes";

    // each attempt gets past one object that somebody without our lock created meanwhile
    private const int MaxAttempts = 5;

    public SchemaMigrator()
        : this(new SchemaMigratorSettings())
    {
    }

    /// <summary>Applies what differs and returns what there was to do. Two round trips when nothing differs.</summary>
    public async Task<SchemaPatchDifference> ApplyAsync(
        NpgsqlDataSource source, IEnumerable<SchemaObject> objects, AutoCreate autoCreate, CancellationToken token = default)
    {
        if (autoCreate == AutoCreate.None) return SchemaPatchDifference.None;
        var prepared = SchemaObjects.Prepare(objects, settings.NameDataLength);
        if (prepared.Count == 0) return SchemaPatchDifference.None;
        await using var connection = await source.OpenConnectionAsync(token).ConfigureAwait(false);
        return await ApplyAsync(connection, prepared, autoCreate, token).ConfigureAwait(false);
    }

    /// <summary>As the other one, on an open connection without a transaction.</summary>
    public async Task<SchemaPatchDifference> ApplyAsync(
        NpgsqlConnection connection, IEnumerable<SchemaObject> objects, AutoCreate autoCreate, CancellationToken token = default)
    {
        if (autoCreate == AutoCreate.None) return SchemaPatchDifference.None;
        var prepared = SchemaObjects.Prepare(objects, settings.NameDataLength);
        var plan = await SchemaDiff.ComputeAsync(connection, prepared, token).ConfigureAwait(false);
        if (plan.Difference == SchemaPatchDifference.None) return plan.Difference;

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ApplyUnderLockAsync(connection, prepared, autoCreate, token).ConfigureAwait(false);
            }
            catch (MartenSchemaException e) when (attempt < MaxAttempts && SchemaFailure.IsRace(e.InnerException))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10 * attempt), token).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The differences, without touching anything.</summary>
    public async Task<SchemaMigration> CreateMigrationAsync(NpgsqlConnection connection, IEnumerable<SchemaObject> objects, CancellationToken token = default) =>
        new(await SchemaDiff.ComputeAsync(connection, SchemaObjects.Prepare(objects, settings.NameDataLength), token).ConfigureAwait(false));

    public async Task<SchemaMigration> CreateMigrationAsync(NpgsqlDataSource source, IEnumerable<SchemaObject> objects, CancellationToken token = default)
    {
        await using var connection = await source.OpenConnectionAsync(token).ConfigureAwait(false);
        return await CreateMigrationAsync(connection, objects, token).ConfigureAwait(false);
    }

    /// <summary>Throws <see cref="DatabaseValidationException"/> with the missing statements unless everything is as configured.</summary>
    public async Task AssertAsync(NpgsqlDataSource source, IEnumerable<SchemaObject> objects, CancellationToken token = default)
    {
        var migration = await CreateMigrationAsync(source, objects, token).ConfigureAwait(false);
        if (migration.Difference != SchemaPatchDifference.None)
        {
            throw new DatabaseValidationException(settings.DatabaseName, migration.Plan.Describe());
        }
    }

    /// <summary>A script that creates everything in an empty database.</summary>
    public string ToScript(IEnumerable<SchemaObject> objects) => SchemaDiff.AgainstNothing(SchemaObjects.Prepare(objects, settings.NameDataLength)).ToSql();

    private async Task<SchemaPatchDifference> ApplyUnderLockAsync(
        NpgsqlConnection connection, IReadOnlyList<SchemaObject> objects, AutoCreate autoCreate, CancellationToken token)
    {
        SchemaPlan plan;
        List<SchemaStatement> concurrent;
        await using (var transaction = await SchemaLock.BeginAsync(connection, settings.LockId, token).ConfigureAwait(false))
        {
            plan = await SchemaDiff.ComputeAsync(connection, objects, token).ConfigureAwait(false);
            if (plan.Difference == SchemaPatchDifference.None) return plan.Difference;
            plan.AssertAllowed(autoCreate);
            concurrent = plan.Statements.Where(x => x.Phase == SchemaPhase.Concurrent).ToList();
            await ExecuteAsync(connection, plan, plan.Statements.Where(x => x.Phase != SchemaPhase.Concurrent).ToList(), token).ConfigureAwait(false);
            if (concurrent.Count == 0) await transaction.CommitAsync(token).ConfigureAwait(false);
            else await BuildConcurrentlyAsync(connection, transaction, plan, concurrent, token).ConfigureAwait(false);
        }

        if (plan.Changes.Any(x => x.Object is ExtensionModel && x.Difference != SchemaPatchDifference.None))
        {
            await connection.ReloadTypesAsync(token).ConfigureAwait(false); // the extension's types are new to Npgsql
        }

        return plan.Difference;
    }

    private async Task BuildConcurrentlyAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, SchemaPlan plan, List<SchemaStatement> statements, CancellationToken token)
    {
        try
        {
            await SchemaLock.KeepAfterCommitAsync(connection, settings.LockId, token).ConfigureAwait(false);
            await transaction.CommitAsync(token).ConfigureAwait(false);
            foreach (var statement in statements) await ExecuteAsync(connection, plan, [statement], token).ConfigureAwait(false);
        }
        finally
        {
            // Where the commit has failed there is still the transaction, and in it nothing can be given back.
            if (connection.State == System.Data.ConnectionState.Open) await transaction.DisposeAsync().ConfigureAwait(false);
            if (connection.State == System.Data.ConnectionState.Open) await SchemaLock.ReleaseAsync(connection, settings.LockId).ConfigureAwait(false);
        }
    }

    // one batch: PostgreSQL parses each statement after the ones before it have run
    private async Task ExecuteAsync(NpgsqlConnection connection, SchemaPlan plan, List<SchemaStatement> statements, CancellationToken token)
    {
        if (statements.Count == 0) return;
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 }; // an index on a large table takes its time
        foreach (var statement in statements)
        {
            settings.OnSql?.Invoke(statement.Sql);
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement.Sql));
        }

        try
        {
            await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState != PostgresErrorCodes.QueryCanceled || !token.IsCancellationRequested)
        {
            // what has completed has a type; the error itself does not say which statement it is about
            var completed = batch.BatchCommands.Cast<NpgsqlBatchCommand>().TakeWhile(x => x.StatementType != StatementType.Unknown).Count();
            throw SchemaFailure.Describe(Subject, plan, statements.ElementAtOrDefault(completed), e);
        }
    }
}
