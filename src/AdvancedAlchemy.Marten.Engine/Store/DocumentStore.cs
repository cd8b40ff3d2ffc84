using JasperFx.MultiTenancy;
using Marten.Engine;
using Marten.Engine.Documents;
using Marten.Engine.Events;
using Marten.Engine.Events.Projections;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Marten.Schema;
using Marten.Services;
using Weasel.Core;

namespace Marten;

/// <summary>The document store.</summary>
public partial class DocumentStore : IDocumentStore
{
    private readonly PlanMetrics _planMetrics;

    /// <exception cref="InvalidOperationException">The options name no connection.</exception>
    public DocumentStore(StoreOptions options) : this(options, [])
    {
    }

    internal DocumentStore(StoreOptions options, IEnumerable<IInitialData> initialData)
    {
        ArgumentNullException.ThrowIfNull(options);
        Settings = options;
        Database = new EngineDatabase(this, options.RequireConnection());
        Storages = new Storages(options);
        EventStorage = new EventStorage(options);
        Projections = new StoreProjections(this);
        Queries = new QueryEngine(this);
        _planMetrics = new PlanMetrics(Queries.Plans, options.DatabaseSchemaName);
        Storage = new MartenStorage(Database);
        Advanced = new AdvancedOperations(this, initialData);
    }

    public StoreOptions Options => Settings;

    IReadOnlyStoreOptions IDocumentStore.Options => Settings;

    public IMartenStorage Storage { get; }

    public AdvancedOperations Advanced { get; }

    public IDiagnostics Diagnostics => new Services.Diagnostics(this);

    /// <summary>The settings of the event store, and what it knows of types.</summary>
    public Events.EventGraph Events => Settings.EventGraph;

    internal StoreOptions Settings { get; }

    internal EngineDatabase Database { get; }

    internal Storages Storages { get; }

    internal EventStorage EventStorage { get; }

    internal StoreProjections Projections { get; }

    internal QueryEngine Queries { get; }

    internal bool MayCreate => Settings.AutoCreateSchemaObjects != JasperFx.AutoCreate.None;

    public static DocumentStore For(string connectionString) => For(o => o.Connection(connectionString));

    public static DocumentStore For(Action<StoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new StoreOptions();
        configure(options);
        return new DocumentStore(options);
    }

    public static DocumentStore For<T>() where T : StoreOptions, new() => new(new T());

    public Task BulkInsertAsync<T>(
        IReadOnlyCollection<T> documents, BulkInsertMode mode = BulkInsertMode.InsertsOnly, int batchSize = 1000, CancellationToken cancellation = default) =>
        BulkInsertAsync(Tenancy.DefaultTenantId, documents, mode, batchSize, cancellation);

    public Task BulkInsertAsync<T>(
        string tenantId,
        IReadOnlyCollection<T> documents,
        BulkInsertMode mode = BulkInsertMode.InsertsOnly,
        int batchSize = 1000,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (typeof(T) == typeof(object)) return BulkInsertDocumentsAsync(tenantId, documents.Cast<object>(), mode, batchSize, cancellation);
        return BulkInsert.WriteAsync(this, NormalizeTenant(tenantId), documents, mode, batchSize, cancellation);
    }

    public Task BulkInsertDocumentsAsync(
        IEnumerable<object> documents, BulkInsertMode mode = BulkInsertMode.InsertsOnly, int batchSize = 1000, CancellationToken cancellation = default) =>
        BulkInsertDocumentsAsync(Tenancy.DefaultTenantId, documents, mode, batchSize, cancellation);

    public Task BulkInsertDocumentsAsync(
        string tenantId,
        IEnumerable<object> documents,
        BulkInsertMode mode = BulkInsertMode.InsertsOnly,
        int batchSize = 1000,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        return BulkInsert.WriteObjectsAsync(this, NormalizeTenant(tenantId), documents, mode, batchSize, cancellation);
    }

    public void Dispose()
    {
        _planMetrics.Dispose();
        Database.Dispose();
        GC.SuppressFinalize(this);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _planMetrics.Dispose();
        return Database.DisposeAsync();
    }

    /// <summary>The tenant id in the store's style; null and the empty string stand for the default tenant.</summary>
    internal string NormalizeTenant(string? tenantId)
    {
        if (string.IsNullOrEmpty(tenantId) || tenantId == Tenancy.DefaultTenantId) return Tenancy.DefaultTenantId;
        return Settings.TenantIdStyle switch
        {
            TenantIdStyle.ForceLowerCase => tenantId.ToLowerInvariant(),
            TenantIdStyle.ForceUpperCase => tenantId.ToUpperInvariant(),
            _ => tenantId,
        };
    }

    /// <summary>The tenant that a session may work for.</summary>
    /// <exception cref="DefaultTenantUsageDisabledException">It is the default one, whose use the options forbid.</exception>
    internal string AllowedTenant(string? tenantId, bool allowAny = false) =>
        NormalizeTenant(tenantId) is var normal && normal == Tenancy.DefaultTenantId && !Settings.Advanced.DefaultTenantUsageEnabled && !allowAny
            ? throw new DefaultTenantUsageDisabledException()
            : normal;

    private string TenantOf(SessionOptions options) => AllowedTenant(options.TenantId, options.AllowAnyTenant);
}
