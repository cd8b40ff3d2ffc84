using System.Transactions;
using System.Collections.Concurrent;
using JasperFx;
using Marten.Engine.Configuration;
using Marten.Engine.Documents;
using Marten.Engine.Events;
using Marten.Engine.Schema;
using Marten.Storage;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;

namespace Marten.Engine;

/// <summary>The database of a store: its connections, its schema, its sequences.</summary>
internal sealed partial class EngineDatabase : IMartenDatabase
{
    private readonly DocumentStore _store;
    private readonly StoreConnection _connection;
    private readonly ConcurrentDictionary<object, SemaphoreSlim> _features = new();
    private readonly Lazy<SchemaMigrator> _migrator;
    private volatile bool _hiloReady;

    internal EngineDatabase(DocumentStore store, StoreConnection connection)
    {
        _store = store;
        _connection = connection;
        Hilo = new HiloSequences(this);
        _migrator = new Lazy<SchemaMigrator>(() => new SchemaMigrator(new SchemaMigratorSettings
        {
            LockId = Options.ApplyChangesLockId,
            NameDataLength = Options.NameDataLength,
            DatabaseName = Options.StoreName,
            OnSql = sql => Options.Logger().SchemaChange(sql),
        }));
    }

    public AutoCreate AutoCreate => Options.AutoCreateSchemaObjects;

    public string Identifier => Options.StoreName;

    public List<string> TenantIds { get; } = [];

    internal NpgsqlDataSource Source => _connection.Source;

    internal HiloSequences Hilo { get; }

    internal int CommandTimeout => Options.CommandTimeout;

    /// <summary>The quoted schema of the functions that every store has.</summary>
    internal string FunctionSchema => Schema.Identifier.Quote(Options.DatabaseSchemaName);

    private StoreOptions Options => _store.Settings;

    public NpgsqlConnection CreateConnection(ConnectionUsage connectionUsage = ConnectionUsage.ReadWrite) => Source.CreateConnection();

    public async Task AssertConnectivityAsync(CancellationToken ct = default)
    {
        await using var connection = await OpenAsync(ct).ConfigureAwait(false);
    }

    public ValueTask EnsureStorageExistsAsync(Type featureType, CancellationToken token = default) =>
        EnsureAsync(_store.Storages.For(featureType), token);

    public Task<SchemaPatchDifference> ApplyAllConfiguredChangesToDatabaseAsync(
        AutoCreate? @override = null, ReconnectionOptions? reconnectionOptions = null, CancellationToken ct = default)
    {
        // Asked for explicitly, changes are made even where they are not to be made on the fly.
        var autoCreate = @override ?? (AutoCreate == AutoCreate.None ? AutoCreate.CreateOrUpdate : AutoCreate);
        return _migrator.Value.ApplyAsync(Source, StoreSchema.All(Options), autoCreate, ct);
    }

    public Task<SchemaMigration> CreateMigrationAsync(CancellationToken ct = default) =>
        _migrator.Value.CreateMigrationAsync(Source, StoreSchema.All(Options), ct);

    public Task AssertDatabaseMatchesConfigurationAsync(CancellationToken ct = default) =>
        _migrator.Value.AssertAsync(Source, StoreSchema.All(Options), ct);

    public string ToDatabaseScript() => _migrator.Value.ToScript(StoreSchema.All(Options));

    public Task WriteCreationScriptToFileAsync(string filename, CancellationToken ct = default) =>
        File.WriteAllTextAsync(filename, ToDatabaseScript(), ct);

    public async Task WriteScriptsByTypeAsync(string directory, CancellationToken ct = default)
    {
        Directory.CreateDirectory(directory);
        foreach (var mapping in Options.Mappings.All)
        {
            var script = _migrator.Value.ToScript(StoreSchema.For(Options, mapping));
            await File.WriteAllTextAsync(Path.Combine(directory, mapping.Alias + ".sql"), script, ct).ConfigureAwait(false);
        }
    }

    public string[] AllSchemaNames() =>
        [.. new[] { Options.DatabaseSchemaName }.Concat(Options.Mappings.All.Select(m => m.DatabaseSchemaName)).Distinct(StringComparer.Ordinal)];

    public Task ResetHiloSequenceFloor<T>(long floor) =>
        Hilo.For(StorageFactory.HiloOf(Options.Mappings.For(typeof(T)))).SetFloorAsync(floor, CancellationToken.None);

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken token) => Source.OpenConnectionAsync(token);

    /// <summary>Takes away what the user of a session may have left on its connection, where the pool does not do it.</summary>
    internal async ValueTask ResetAsync(NpgsqlConnection connection)
    {
        if (!_connection.LeavesResetToSession || connection.State != System.Data.ConnectionState.Open) return;
        try
        {
            await using var command = new NpgsqlCommand(ResetSql, connection);
            await command.ExecuteNonQueryAsync().ConfigureAwait(false);
        }
        catch (NpgsqlException)
        {
            // A connection that cannot be cleaned must not be handed to anybody else.
            NpgsqlConnection.ClearPool(connection);
        }
    }

    /// <summary>The same for a session that is disposed of synchronously.</summary>
    internal void Reset(NpgsqlConnection connection)
    {
        if (!_connection.LeavesResetToSession || connection.State != System.Data.ConnectionState.Open) return;
        try
        {
            using var command = new NpgsqlCommand(ResetSql, connection);
            command.ExecuteNonQuery();
        }
        catch (NpgsqlException)
        {
            NpgsqlConnection.ClearPool(connection);
        }
    }

    // The user may have left a transaction open, in which nothing of this would last. DISCARD ALL would also drop what Npgsql has prepared: only
    // what was prepared in SQL goes.
    private const string ResetSql =
        """
        rollback; close all; set session authorization default; reset all; unlisten *; select pg_advisory_unlock_all(); discard sequences; discard temp;
        do $body$
        declare
            prepared text;
        begin
            for prepared in select name from pg_catalog.pg_prepared_statements where from_sql loop
                execute format('deallocate %I', prepared);
            end loop;
        end
        $body$
        """;

    /// <summary>Work on the schema and on id sequences must not be undone with the caller's TransactionScope.</summary>
    internal static TransactionScope? LeaveAmbientTransaction() => Transaction.Current is null
        ? null
        : new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled);

    /// <summary>Makes sure, once per store, that the type's table is as configured.</summary>
    internal async ValueTask EnsureAsync(DocumentStorage storage, CancellationToken token)
    {
        if (storage.IsReady || AutoCreate == AutoCreate.None) return;
        var gate = _features.GetOrAdd(storage, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (storage.IsReady) return;
            using var ambient = LeaveAmbientTransaction();
            Options.Mappings.AssertAliasIsUnique(storage.Mapping);
            if (storage.FollowsStream) await EnsureAsync(_store.EventStorage, token).ConfigureAwait(false);
            await _migrator.Value.ApplyAsync(Source, StoreSchema.For(Options, storage.Mapping), AutoCreate, token).ConfigureAwait(false);
            storage.IsReady = true;
        }
        finally
        {
            gate.Release();
        }
    }

    internal async ValueTask EnsureAsync(EventStorage events, CancellationToken token)
    {
        if (events.IsReady || AutoCreate == AutoCreate.None) return;
        events.Graph.Activate();
        var gate = _features.GetOrAdd(events, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (events.IsReady) return;
            using var ambient = LeaveAmbientTransaction();
            await _migrator.Value.ApplyAsync(Source, events.Schema, AutoCreate, token).ConfigureAwait(false);
            events.IsReady = true;
        }
        finally
        {
            gate.Release();
        }
    }

    internal async ValueTask EnsureHiloAsync(CancellationToken token)
    {
        if (_hiloReady || AutoCreate == AutoCreate.None) return;
        var gate = _features.GetOrAdd(Hilo, static _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (_hiloReady) return;
            using var ambient = LeaveAmbientTransaction();
            await _migrator.Value.ApplyAsync(Source, StandardObjects.HiLo(Options.DatabaseSchemaName), AutoCreate, token).ConfigureAwait(false);
            _hiloReady = true;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Has everything checked again at its next use.</summary>
    internal void ForgetChecks()
    {
        _hiloReady = false;
        _store.EventStorage.IsReady = false;
        foreach (var storage in _store.Storages.All) storage.IsReady = false;
    }

    public void Dispose() => _connection.Dispose();

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
