using JasperFx;
using Marten.Schema;
using Npgsql;
using Weasel.Core;
using Weasel.Core.Migrations;

namespace Marten.Storage;

/// <summary>The database of a store.</summary>
public interface IMartenDatabase : IDocumentCleaner, IAsyncDisposable, IDisposable
{
    AutoCreate AutoCreate { get; }

    string Identifier { get; }

    List<string> TenantIds { get; }

    NpgsqlConnection CreateConnection(ConnectionUsage connectionUsage = ConnectionUsage.ReadWrite);

    Task AssertConnectivityAsync(CancellationToken ct = default);

    /// <exception cref="DatabaseValidationException">Something is missing or differs.</exception>
    Task AssertDatabaseMatchesConfigurationAsync(CancellationToken ct = default);

    Task<SchemaPatchDifference> ApplyAllConfiguredChangesToDatabaseAsync(
        AutoCreate? @override = null, ReconnectionOptions? reconnectionOptions = null, CancellationToken ct = default);

    Task<SchemaMigration> CreateMigrationAsync(CancellationToken ct = default);

    ValueTask EnsureStorageExistsAsync(Type featureType, CancellationToken token = default);

    Task WriteCreationScriptToFileAsync(string filename, CancellationToken ct = default);

    Task WriteScriptsByTypeAsync(string directory, CancellationToken ct = default);

    string ToDatabaseScript();

    string[] AllSchemaNames();

    /// <summary>Leaves events out of all states and subscriptions that are made from now on; they stay where they are.</summary>
    /// <exception cref="InvalidOperationException">The store does not know of skipped events.</exception>
    Task MarkEventsAsSkipped(long[] sequences, CancellationToken token = default);

    Task ResetHiloSequenceFloor<T>(long floor);

    Task<IReadOnlyList<DbObjectName>> DocumentTables();

    Task<IReadOnlyList<DbObjectName>> SchemaTables(CancellationToken ct = default);

    Task<IReadOnlyList<DbObjectName>> Functions();
}
