using JasperFx;
using Marten.Storage;
using Weasel.Core;

namespace Marten.Engine;

/// <summary>The database of a store, as <see cref="IDocumentStore.Storage"/> shows it.</summary>
internal sealed class MartenStorage(EngineDatabase database) : IMartenStorage
{
    public IMartenDatabase Database => database;

    public Task ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate? @override = null) => database.ApplyAllConfiguredChangesToDatabaseAsync(@override);

    public Task<SchemaMigration> CreateMigrationAsync() => database.CreateMigrationAsync();

    public ValueTask<IReadOnlyList<IMartenDatabase>> AllDatabases() => new([database]);

    public ValueTask<IMartenDatabase> FindOrCreateDatabase(string tenantIdOrDatabaseIdentifier) => new(database);

    public Task WriteCreationScriptToFile(string filename) => database.WriteCreationScriptToFileAsync(filename);

    public Task WriteScriptsByType(string directory) => database.WriteScriptsByTypeAsync(directory);

    public string ToDatabaseScript() => database.ToDatabaseScript();

    public string[] AllSchemaNames() => database.AllSchemaNames();
}
