using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using JasperFx.Events.Grouping;
using JasperFx.Events.Projections;
using Marten.Engine.Documents;
using Marten.Engine.Events.Aggregation;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes documents of events: those of one document together, on top of what is stored of it.</summary>
internal abstract partial class AggregationRunner<T, TId>(
    JasperFxAggregationProjectionBase<T, TId, IDocumentOperations, IQuerySession> projection, DocumentStore store) : IProjectionRunner
    where T : notnull where TId : notnull
{
    private readonly IdentityMember<T, TId> _identities = IdentityMember<T, TId>.Of(store.Settings.Mappings.For(typeof(T)).IdMember);

    public ProjectionBase Projection => projection;

    public virtual EventParts Needs => EventParts.All;

    public virtual bool IsAbout(Type eventType) => projection.IsAbout(eventType);

    protected DocumentStorage<T> Storage => field ??= store.Storages.For<T>();

    protected DocumentStore Store => store;

    public async Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token)
    {
        foreach (var group in await SliceAsync(session, Seen(events)).ConfigureAwait(false))
        {
            var operations = session.In(group.TenantId);
            if (projection.Enriches) await EnrichAsync(group, operations, token).ConfigureAwait(false);
            await ApplyAsync(operations, [.. group.Slices.Where(s => IsConcerned(s.All))], isInline, token).ConfigureAwait(false);
        }
    }

    /// <summary>Whether something may come of the events of a document.</summary>
    protected abstract bool IsConcerned(List<IEvent> events);

    /// <summary>Whether an event is shown to what groups them.</summary>
    protected virtual bool Sees(IEvent e) => projection.Includes(e.EventType);

    /// <summary>Whether others may have written what the session knows of the documents.</summary>
    protected virtual bool RereadsKnown => true;

    /// <summary>Whether a document may be stored already.</summary>
    protected virtual bool MayExist(EventSlice<T, TId> slice, bool isInline) => true;

    /// <summary>The revision that the document of a slice gets; 0 for the one that the server knows.</summary>
    protected abstract long RevisionOf(EventSlice<T, TId> slice, bool isInline);

    protected virtual void Finish(DocumentSessionBase operations, EventSlice<T, TId> slice)
    {
    }

    /// <summary>What is stored of the documents, by their ids.</summary>
    protected virtual async ValueTask<Dictionary<object, T>> LoadAsync(
        DocumentSessionBase operations, IReadOnlyList<EventSlice<T, TId>> slices, bool isInline, CancellationToken token)
    {
        var found = new Dictionary<object, T>();
        object[] ids = [.. slices.Select(s => s.StoredId)];
        if (isInline && RereadsKnown)
        {
            foreach (var id in ids) Storage.ForgetUnchanged(operations, id);
        }

        var documents = projection.SeesDeleted
            ? await Storage.LoadManyAsync(operations, ids, token).ConfigureAwait(false)
            : await Storage.LoadLivingAsync(operations, ids, token).ConfigureAwait(false);
        foreach (var document in documents) found[Storage.IdOf(document)] = document;
        return found;
    }

    private IReadOnlyList<IEvent> Seen(IReadOnlyList<IEvent> events) => projection.IncludedEventTypes.Count == 0 ? events : [.. events.Where(Sees)];

    private async ValueTask<IReadOnlyList<SliceGroup<T, TId>>> SliceAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events)
    {
        var sliced = await projection.BuildSlicer(session).SliceAsync(events).ConfigureAwait(false);
        SliceGroup<T, TId>[] groups = [.. sliced.Select(g => g as SliceGroup<T, TId> ?? throw NoGroup(g))];
        if (!projection.HasOwnSlicer) return groups;
        return [.. groups.GroupBy(g => Storage.IsTenanted ? g.TenantId : session.TenantId, StringComparer.Ordinal).Select(g => Merge(g.Key, g, events))];
    }

    // Whatever a slicer does, and in which order: an event counts once for a document, in its place.
    private static SliceGroup<T, TId> Merge(string tenantId, IEnumerable<SliceGroup<T, TId>> groups, IReadOnlyList<IEvent> events)
    {
        var all = new SliceGroup<T, TId>(tenantId);
        foreach (var group in groups) all.Absorb(group);
        all.Arrange(events, stayTogether: true);
        return all;
    }

    private InvalidProjectionException NoGroup(object? found) => new(
        $"The slicer of {projection.GetType().Name} gave a {found?.GetType().Name ?? "null"}, where the groups of its documents are SliceGroup<{typeof(T).Name}, {typeof(TId).Name}>");

    private async ValueTask EnrichAsync(SliceGroup<T, TId> group, DocumentSessionBase operations, CancellationToken token)
    {
        group.Session = operations;
        group.Cancellation = token;
        await projection.EnrichEventsAsync(group, operations, token).ConfigureAwait(false);
        if (operations.Core.Upstream is not { } upstream) return;
        foreach (var slice in group.Slices) upstream.TellReferencesApart(slice.All, slice.StoredId, operations.Core.PartFailures);
    }

    private async ValueTask ApplyAsync(DocumentSessionBase operations, EventSlice<T, TId>[] slices, bool isInline, CancellationToken token)
    {
        foreach (var slice in slices) operations.Core.Undo?.Touch(Storage, operations.TenantId, slice.StoredId);
        EventSlice<T, TId>[] known = [.. slices.Where(s => MayExist(s, isInline))];
        var stored = known.Length == 0 ? [] : await FindAsync(operations, known, isInline, token).ConfigureAwait(false);
        foreach (var slice in slices) await ApplyAsync(operations, slice, stored.GetValueOrDefault(slice.StoredId), isInline, token).ConfigureAwait(false);
    }

    private async ValueTask ApplyAsync(DocumentSessionBase operations, EventSlice<T, TId> slice, T? stored, bool isInline, CancellationToken token)
    {
        var (state, action) = await projection.ProjectAsync(operations, stored, slice.Id, _identities, slice.All, token).ConfigureAwait(false);
        if (projection.HasSideEffects && action != ActionType.Nothing && SideEffects.AreWanted(operations, isInline))
        {
            slice.Snapshot = state;
            slice.RecordAction(action);
            await projection.RaiseSideEffects(operations, slice.Id, slice).ConfigureAwait(false);
            await SideEffects.QueueAsync(operations, slice, slice.RaisedEvents, slice.PublishedMessages, slice.PublishedMessagesWithMetadata).ConfigureAwait(false);
            state = slice.Snapshot;
        }

        switch (action)
        {
            case ActionType.Store or ActionType.UnDeleteAndStore or ActionType.StoreThenSoftDelete when state is not null:
                Keep(operations, slice, state, action, isInline);
                if (action == ActionType.StoreThenSoftDelete) Storage.QueueProjectedDeletion(operations, slice.StoredId, hard: false);
                break;
            case ActionType.Delete or ActionType.HardDelete:
                Remove(operations, slice, hard: action == ActionType.HardDelete);
                break;
        }

        operations.Core.Pages?.Put(Storage, operations.TenantId, slice.StoredId, action == ActionType.Store ? state : default(object));
        Finish(operations, slice);
    }
}
