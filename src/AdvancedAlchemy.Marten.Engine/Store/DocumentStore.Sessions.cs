using System.Data;
using Marten.Engine.Sessions;
using Marten.Services;

namespace Marten;

public partial class DocumentStore
{
    public IDocumentSession OpenSession(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(options, options.Tracking);
    }

    public Task<IDocumentSession> OpenSerializableSessionAsync(SessionOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return OpenSerializable(options, options.Tracking, token);
    }

    IDocumentSession IDocumentStore.LightweightSession() => Open(new SessionOptions(), DocumentTracking.None);

    public IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(null, isolationLevel), DocumentTracking.None);

    public IDocumentSession LightweightSession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(tenantId, isolationLevel), DocumentTracking.None);

    public IDocumentSession LightweightSession(SessionOptions options) => Open(options, DocumentTracking.None);

    public Task<IDocumentSession> LightweightSerializableSessionAsync(CancellationToken cancellation = default) =>
        OpenSerializable(new SessionOptions(), DocumentTracking.None, cancellation);

    public Task<IDocumentSession> LightweightSerializableSessionAsync(string tenantId, CancellationToken cancellation = default) =>
        OpenSerializable(ForTenant(tenantId, IsolationLevel.Serializable), DocumentTracking.None, cancellation);

    public Task<IDocumentSession> LightweightSerializableSessionAsync(SessionOptions options, CancellationToken cancellation = default) =>
        OpenSerializable(options, DocumentTracking.None, cancellation);

    public IDocumentSession IdentitySession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(null, isolationLevel), DocumentTracking.IdentityOnly);

    public IDocumentSession IdentitySession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(tenantId, isolationLevel), DocumentTracking.IdentityOnly);

    public IDocumentSession IdentitySession(SessionOptions options) => Open(options, DocumentTracking.IdentityOnly);

    public Task<IDocumentSession> IdentitySerializableSessionAsync(CancellationToken cancellation = default) =>
        OpenSerializable(new SessionOptions(), DocumentTracking.IdentityOnly, cancellation);

    public Task<IDocumentSession> IdentitySerializableSessionAsync(string tenantId, CancellationToken cancellation = default) =>
        OpenSerializable(ForTenant(tenantId, IsolationLevel.Serializable), DocumentTracking.IdentityOnly, cancellation);

    public Task<IDocumentSession> IdentitySerializableSessionAsync(SessionOptions options, CancellationToken cancellation = default) =>
        OpenSerializable(options, DocumentTracking.IdentityOnly, cancellation);

    public IDocumentSession DirtyTrackedSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(null, isolationLevel), DocumentTracking.DirtyTracking);

    public IDocumentSession DirtyTrackedSession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted) =>
        Open(ForTenant(tenantId, isolationLevel), DocumentTracking.DirtyTracking);

    public IDocumentSession DirtyTrackedSession(SessionOptions options) => Open(options, DocumentTracking.DirtyTracking);

    public Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(CancellationToken cancellation = default) =>
        OpenSerializable(new SessionOptions(), DocumentTracking.DirtyTracking, cancellation);

    public Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(string tenantId, CancellationToken cancellation = default) =>
        OpenSerializable(ForTenant(tenantId, IsolationLevel.Serializable), DocumentTracking.DirtyTracking, cancellation);

    public Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(SessionOptions options, CancellationToken cancellation = default) =>
        OpenSerializable(options, DocumentTracking.DirtyTracking, cancellation);

    public IQuerySession QuerySession() => OpenQuery(new SessionOptions());

    public IQuerySession QuerySession(string tenantId) => OpenQuery(ForTenant(tenantId, IsolationLevel.ReadCommitted));

    public IQuerySession QuerySession(SessionOptions options) => OpenQuery(options);

    public Task<IQuerySession> QuerySerializableSessionAsync(CancellationToken cancellation = default) => OpenSerializableQuery(new SessionOptions(), cancellation);

    public Task<IQuerySession> QuerySerializableSessionAsync(string tenantId, CancellationToken cancellation = default) =>
        OpenSerializableQuery(ForTenant(tenantId, IsolationLevel.Serializable), cancellation);

    public Task<IQuerySession> QuerySerializableSessionAsync(SessionOptions options, CancellationToken cancellation = default) => OpenSerializableQuery(options, cancellation);

    /// <summary>A session that reads as one of this kind would; it needs no connection.</summary>
    internal QuerySession OpenForLook(DocumentTracking tracking) =>
        tracking == DocumentTracking.QueryOnly ? OpenQuery(new SessionOptions()) : (QuerySession)Open(new SessionOptions(), tracking);

    private static SessionOptions ForTenant(string? tenantId, IsolationLevel isolationLevel)
    {
        var options = new SessionOptions { IsolationLevel = isolationLevel };
        if (tenantId is not null) options.TenantId = tenantId;
        return options;
    }

    private IDocumentSession Open(SessionOptions options, DocumentTracking tracking)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (tracking == DocumentTracking.QueryOnly)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "A query-only session cannot be opened as a document session; use QuerySession()");
        }

        return new DocumentSession(new SessionCore(this, Database, options, tracking), TenantOf(options));
    }

    private async Task<IDocumentSession> OpenSerializable(SessionOptions options, DocumentTracking tracking, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.IsolationLevel = IsolationLevel.Serializable;
        var session = Open(options, tracking);
        return await BegunAsync(session, (DocumentSession)session, cancellation).ConfigureAwait(false);
    }

    private QuerySession OpenQuery(SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new QuerySession(new SessionCore(this, Database, options, DocumentTracking.QueryOnly), TenantOf(options));
    }

    private async Task<IQuerySession> OpenSerializableQuery(SessionOptions options, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.IsolationLevel = IsolationLevel.Serializable;
        var session = OpenQuery(options);
        return await BegunAsync<IQuerySession>(session, session, cancellation).ConfigureAwait(false);
    }

    private static async Task<T> BegunAsync<T>(T result, QuerySession session, CancellationToken cancellation)
    {
        try
        {
            await session.Core.Connection.BeginAsync(cancellation).ConfigureAwait(false);
            return result;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
