using System.Collections;
using System.Diagnostics.CodeAnalysis;
using JasperFx.Events.Daemon;
using Marten.Engine.Documents;
using Marten.Engine.Events;
using Marten.Engine.Events.Daemon;
using Marten.Engine.Events.Projections;
using Marten.Engine.Serialization;
using Marten.Events.Aggregation;
using Marten.Services;
using Weasel.Storage;

namespace Marten.Engine.Sessions;

/// <summary>What a session and the tenant views made of it share: connection, unit of work, identity maps, versions.</summary>
internal sealed class SessionCore : IStorageSession
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(DocumentStorage, string), object> _identities = [];
    private readonly Dictionary<object, ChangeTracker> _trackers = new(ReferenceEqualityComparer.Instance);
    private HashSet<DocumentStorage>? _identityTypes;
    private IDocumentSessionListener[] _listeners;
    private WriteContext? _writeContext;

    internal SessionCore(DocumentStore store, EngineDatabase database, SessionOptions options, DocumentTracking tracking)
    {
        Store = store;
        Database = database;
        Tracking = tracking;
        Concurrency = options.ConcurrencyChecks;
        Connection = new SessionConnection(database, options);
        Work = new WorkUnit();
        Listeners = new SessionListeners(this, store.Settings.Listeners.Concat(options.Listeners));
        _listeners = [.. Listeners];
    }

    public ConcurrencyChecks Concurrency { get; }

    internal DocumentStore Store { get; }

    internal EngineDatabase Database { get; }

    internal DocumentTracking Tracking { get; }

    internal SessionConnection Connection { get; }

    internal WorkUnit Work { get; }

    internal PendingStreams Streams { get; } = new();

    /// <summary>Set while a save with projections runs.</summary>
    internal ProjectionUndo? Undo { get; set; }

    /// <summary>What the next save is to send, once somebody has sent something.</summary>
    internal IMessageBatch? Messages { get; set; }

    /// <summary>Why a shard of the background uses this session; null if none does.</summary>
    internal ShardExecutionMode? ShardMode { get; init; }

    /// <summary>Set while a page of a rebuild is applied: what it makes is written with that of other pages.</summary>
    internal IRebuildCache? Rebuild { get; set; }

    /// <summary>Whether documents are made as if none of them were stored.</summary>
    internal bool BeginsAnew { get; init; }

    /// <summary>The documents that are known from earlier pages; null where none are kept.</summary>
    internal PageCache? Pages { get; init; }

    /// <summary>What earlier stages of a composite projection have made of the page; null where there are none.</summary>
    internal UpstreamDocuments? Upstream { get; set; }

    /// <summary>What parts of a composite projection leave out of the page; null where there are no parts.</summary>
    internal PartFailures? PartFailures { get; init; }

    internal VersionTracker Versions { get; } = new();

    internal SessionMetadata Metadata { get; } = new();

    internal SessionListeners Listeners { get; }

    internal IReadOnlyList<IDocumentSessionListener> CurrentListeners => _listeners;

    internal bool HasListeners => _listeners.Length > 0;

    internal bool TracksChanges => Tracking == DocumentTracking.DirtyTracking;

    internal bool TracksIdentity(DocumentStorage storage) =>
        Tracking is DocumentTracking.IdentityOnly or DocumentTracking.DirtyTracking || (_identityTypes is not null && _identityTypes.Contains(storage));

    internal void UseIdentityMapFor(DocumentStorage storage) => (_identityTypes ??= []).Add(storage);

    internal void ListenersChanged() => _listeners = [.. Listeners];

    internal bool TryFind<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId id, [MaybeNullWhen(false)] out T known) where T : notnull where TId : notnull
    {
        lock (_lock) return Identities(storage, tenantId).TryGetValue(id, out known);
    }

    /// <summary>Makes a document that was read the one of its id, unless another read was faster; gives the one that is.</summary>
    internal T Adopt<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId id, T document) where T : notnull where TId : notnull
    {
        lock (_lock)
        {
            var identities = Identities(storage, tenantId);
            if (identities.TryGetValue(id, out var known)) return known;
            identities.Add(id, document);
            if (TracksChanges) Track(storage, tenantId, document);
        }

        MarkLoaded(id, document);
        return document;
    }

    /// <exception cref="InvalidOperationException">Another instance with the id is known already, and they are no records.</exception>
    internal void AddIdentity<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId id, T document) where T : notnull where TId : notnull
    {
        if (!TracksIdentity(storage)) return;
        lock (_lock)
        {
            var identities = Identities(storage, tenantId);
            if (identities.TryGetValue(id, out var known) && !ReferenceEquals(known, document))
            {
                // A record is changed by another one that takes its place.
                if (!RecordType<T>.IsRecord) throw new InvalidOperationException($"Document '{typeof(T).FullName}' with same Id already added to the session.");
                _trackers.Remove(known);
            }

            identities[id] = document;
        }
    }

    /// <summary>Makes a document the one of its id, whatever was.</summary>
    internal void ReplaceIdentity<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId id, T document) where T : notnull where TId : notnull
    {
        if (!TracksIdentity(storage)) return;
        lock (_lock)
        {
            var identities = Identities(storage, tenantId);
            if (identities.TryGetValue(id, out var known) && !ReferenceEquals(known, document)) _trackers.Remove(known);
            identities[id] = document;
        }
    }

    /// <summary>Forgets a document, unless there are changes of it to be saved.</summary>
    internal void ForgetUnchanged<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId id) where T : notnull where TId : notnull
    {
        if (!TracksIdentity(storage) || !TryFind(storage, tenantId, id, out var known) || Work.Writes(known)) return;
        lock (_lock)
        {
            if (_trackers.TryGetValue(known, out var tracker) && tracker.Detect() is not null) return;
            _trackers.Remove(known);
            Identities(storage, tenantId).Remove(id);
        }
    }

    internal void Forget<T, TId>(DocumentStorage<T, TId> storage, string tenantId, TId? id, T? document) where T : notnull where TId : notnull
    {
        if (!TracksIdentity(storage)) return;
        lock (_lock)
        {
            if (id is not null && Identities(storage, tenantId).Remove(id, out var known)) _trackers.Remove(known);
            if (document is not null) _trackers.Remove(document);
        }
    }

    internal void ForgetAll(DocumentStorage storage)
    {
        lock (_lock)
        {
            foreach (var identities in _identities.Where(i => i.Key.Item1 == storage.Root).Select(i => (IDictionary)i.Value))
            {
                foreach (var id in identities.Keys.Cast<object>().Where(id => storage.DocumentType.IsInstanceOfType(identities[id])).ToArray()) identities.Remove(id);
            }

            foreach (var document in _trackers.Keys.Where(storage.DocumentType.IsInstanceOfType).ToArray()) _trackers.Remove(document);
        }
    }

    /// <summary>Remembers what the document looks like now, to find out later whether it has changed.</summary>
    internal void Track<T, TId>(DocumentStorage<T, TId> storage, string tenantId, T document) where T : notnull where TId : notnull
    {
        lock (_lock) _trackers[document] = new ChangeTracker<T, TId>(storage, tenantId, document);
    }

    /// <summary>Gives up on all changes made so far.</summary>
    internal void StopTracking()
    {
        lock (_lock) _trackers.Clear();
    }

    /// <summary>The upserts of tracked documents that have changed and are not to be written anyway.</summary>
    internal IEnumerable<EngineOperation> DetectChanges()
    {
        if (_trackers.Count == 0) yield break;
        foreach (var tracker in _trackers.Values)
        {
            if (!Work.Writes(tracker.Document) && tracker.Detect() is { } write) yield return write;
        }
    }

    // Only under the lock: reads of one session may run at the same time.
    private Dictionary<TId, T> Identities<T, TId>(DocumentStorage<T, TId> storage, string tenantId) where T : notnull where TId : notnull
    {
        var key = (storage, storage.IsTenanted ? tenantId : "");
        if (_identities.TryGetValue(key, out var map)) return (Dictionary<TId, T>)map;
        var added = new Dictionary<TId, T>();
        _identities.Add(key, added);
        return added;
    }

    internal IMessageBatch? TakeMessages()
    {
        var messages = Messages;
        Messages = null;
        return messages;
    }

    internal void MarkLoaded(object id, object document)
    {
        foreach (var listener in _listeners) listener.DocumentLoaded(id, document);
    }

    internal void MarkAdded(object id, object document)
    {
        foreach (var listener in _listeners) listener.DocumentAddedForStorage(id, document);
    }

    internal WriteContext RequireWriteContext() =>
        _writeContext ?? throw new InvalidOperationException("Operations are written while their session saves");

    internal WriteContext BeginWriting(BodyWriter bodies) => _writeContext = new WriteContext(this, bodies, Metadata)
    {
        ChecksConcurrency = Concurrency == ConcurrencyChecks.Enabled,
    };

    internal void EndWriting() => _writeContext = null;
}
