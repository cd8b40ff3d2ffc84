using System.Data;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using Marten.Events;
using Marten.Services;
using Microsoft.Extensions.Logging;
using Weasel.Core;

namespace Marten;

/// <summary>A database of documents. One instance per database and configuration, for the life of the process.</summary>
public interface IDocumentStore : IAsyncDisposable, IDisposable
{
    IReadOnlyStoreOptions Options { get; }

    IMartenStorage Storage { get; }

    AdvancedOperations Advanced { get; }

    /// <summary>A look at compiled queries and at the server.</summary>
    IDiagnostics Diagnostics { get; }

    /// <summary>What runs projections and subscriptions of the background; nothing runs until it is told to.</summary>
    ValueTask<IProjectionDaemon> BuildProjectionDaemonAsync(string? tenantIdOrDatabaseIdentifier = null, ILogger? logger = null);

    Task BulkInsertAsync<T>(
        IReadOnlyCollection<T> documents, BulkInsertMode mode = BulkInsertMode.InsertsOnly, int batchSize = 1000, CancellationToken cancellation = default);

    Task BulkInsertAsync<T>(
        string tenantId,
        IReadOnlyCollection<T> documents,
        BulkInsertMode mode = BulkInsertMode.InsertsOnly,
        int batchSize = 1000,
        CancellationToken cancellation = default);

    Task BulkInsertDocumentsAsync(
        IEnumerable<object> documents, BulkInsertMode mode = BulkInsertMode.InsertsOnly, int batchSize = 1000, CancellationToken cancellation = default);

    Task BulkInsertDocumentsAsync(
        string tenantId,
        IEnumerable<object> documents,
        BulkInsertMode mode = BulkInsertMode.InsertsOnly,
        int batchSize = 1000,
        CancellationToken cancellation = default);

    /// <summary>Imports new streams of the default tenant: all or nothing. Projections within saves do not see them.</summary>
    /// <exception cref="Exceptions.ExistingStreamIdCollisionException">A stream is there already, or twice in the list.</exception>
    /// <exception cref="EmptyEventStreamException">A stream has no events.</exception>
    Task BulkInsertEventsAsync(IReadOnlyList<StreamAction> streams, int batchSize = 1000, CancellationToken cancellation = default);

    /// <summary>The same for a tenant.</summary>
    Task BulkInsertEventsAsync(string tenantId, IReadOnlyList<StreamAction> streams, int batchSize = 1000, CancellationToken cancellation = default);

    /// <summary>Imports the events of new streams as they come, never more than a batch in memory: all or nothing.</summary>
    /// <exception cref="InvalidOperationException">An event is of a stream without a header, or has a higher version than that; or the last event of a stream is missing.</exception>
    Task BulkInsertEventStreamAsync(
        string tenantId,
        IReadOnlyList<BulkEventStreamHeader> streamHeaders,
        IAsyncEnumerable<IEvent> orderedEvents,
        int batchSize = 1000,
        CancellationToken cancellation = default);

    /// <summary>
    /// The same with a choice of the sequences that the events get. Nobody may append while events that keep their sequences are imported, and no daemon may
    /// have got to these.
    /// </summary>
    /// <exception cref="InvalidOperationException">The daemon has got to a sequence that an event keeps.</exception>
    Task BulkInsertEventStreamAsync(
        string tenantId,
        IReadOnlyList<BulkEventStreamHeader> streamHeaders,
        IAsyncEnumerable<IEvent> orderedEvents,
        BulkEventSequenceMode sequenceMode,
        int batchSize = 1000,
        CancellationToken cancellation = default);

    IDocumentSession OpenSession(SessionOptions options);

    Task<IDocumentSession> OpenSerializableSessionAsync(SessionOptions options, CancellationToken token = default);

    IDocumentSession LightweightSession();

    IDocumentSession LightweightSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession LightweightSession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession LightweightSession(SessionOptions options);

    Task<IDocumentSession> LightweightSerializableSessionAsync(CancellationToken token = default);

    Task<IDocumentSession> LightweightSerializableSessionAsync(string tenantId, CancellationToken token = default);

    Task<IDocumentSession> LightweightSerializableSessionAsync(SessionOptions options, CancellationToken token = default);

    IDocumentSession IdentitySession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession IdentitySession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession IdentitySession(SessionOptions options);

    Task<IDocumentSession> IdentitySerializableSessionAsync(CancellationToken token = default);

    Task<IDocumentSession> IdentitySerializableSessionAsync(string tenantId, CancellationToken token = default);

    Task<IDocumentSession> IdentitySerializableSessionAsync(SessionOptions options, CancellationToken token = default);

    IDocumentSession DirtyTrackedSession(IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession DirtyTrackedSession(string tenantId, IsolationLevel isolationLevel = IsolationLevel.ReadCommitted);

    IDocumentSession DirtyTrackedSession(SessionOptions options);

    Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(CancellationToken token = default);

    Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(string tenantId, CancellationToken token = default);

    Task<IDocumentSession> DirtyTrackedSerializableSessionAsync(SessionOptions options, CancellationToken token = default);

    IQuerySession QuerySession();

    IQuerySession QuerySession(string tenantId);

    IQuerySession QuerySession(SessionOptions options);

    Task<IQuerySession> QuerySerializableSessionAsync(CancellationToken token = default);

    Task<IQuerySession> QuerySerializableSessionAsync(string tenantId, CancellationToken token = default);

    Task<IQuerySession> QuerySerializableSessionAsync(SessionOptions options, CancellationToken token = default);
}
