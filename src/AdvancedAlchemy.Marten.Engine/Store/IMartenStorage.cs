using JasperFx;
using Marten.Storage;
using Weasel.Core;

namespace Marten;

/// <summary>Brings the database in line with the configuration.</summary>
public interface IMartenStorage
{
    IMartenDatabase Database { get; }

    Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null);

    Task<SchemaMigration> CreateMigrationAsync();

    ValueTask<IReadOnlyList<IMartenDatabase>> AllDatabases();

    ValueTask<IMartenDatabase> FindOrCreateDatabase(string tenantIdOrDatabaseIdentifier);

    Task WriteCreationScriptToFile(string filename);

    Task WriteScriptsByType(string directory);

    string ToDatabaseScript();

    string[] AllSchemaNames();
}
