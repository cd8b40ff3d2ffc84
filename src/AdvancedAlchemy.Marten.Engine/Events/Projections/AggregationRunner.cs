using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
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
        var slices = await SliceAsync(session, events, token).ConfigureAwait(false);
        foreach (var tenant in slices.GroupBy(s => s.TenantId, StringComparer.Ordinal))
        {
            var operations = session.In(tenant.Key);
            Slice[] its = [.. tenant];
            foreach (var slice in its) session.Core.Undo?.Touch(Storage, operations.TenantId, slice.Id);
            Slice[] known = [.. its.Where(s => MayExist(s, isInline))];
            var stored = known.Length == 0 ? [] : await FindAsync(operations, known, isInline, token).ConfigureAwait(false);
            foreach (var slice in its) await ApplyAsync(operations, slice, stored.GetValueOrDefault(slice.Id), isInline, token).ConfigureAwait(false);
        }
    }

    /// <summary>The events that concern documents, by document.</summary>
    protected abstract ValueTask<IReadOnlyList<Slice>> SliceAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, CancellationToken token);

    /// <summary>Whether others may have written what the session knows of the documents.</summary>
    protected virtual bool RereadsKnown => true;

    /// <summary>Whether a document may be stored already.</summary>
    protected virtual bool MayExist(Slice slice, bool isInline) => true;

    /// <summary>The revision that the document of a slice gets; 0 for the one that the server knows.</summary>
    protected abstract long RevisionOf(Slice slice, bool isInline);

    protected virtual void Finish(DocumentSessionBase operations, Slice slice)
    {
    }

    /// <summary>What is stored of the documents, by their ids.</summary>
    protected virtual async ValueTask<Dictionary<object, T>> LoadAsync(DocumentSessionBase operations, IReadOnlyList<Slice> slices, bool isInline, CancellationToken token)
    {
        var found = new Dictionary<object, T>();
        object[] ids = [.. slices.Select(s => s.Id)];
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

    private async ValueTask ApplyAsync(DocumentSessionBase operations, Slice slice, T? stored, bool isInline, CancellationToken token)
    {
        var (state, action) = await projection.ProjectAsync(operations, stored, AggregateId<TId>.From(slice.Id), _identities, slice.Events, token).ConfigureAwait(false);
        if (projection.HasSideEffects && action != ActionType.Nothing && SideEffects.AreWanted(operations, isInline))
        {
            state = await RaiseAsync(operations, slice, state, action).ConfigureAwait(false);
        }

        switch (action)
        {
            case ActionType.Store or ActionType.UnDeleteAndStore or ActionType.StoreThenSoftDelete when state is not null:
                Keep(operations, slice, state, isInline);
                if (action == ActionType.StoreThenSoftDelete) Storage.QueueProjectedDeletion(operations, slice.Id, hard: false);
                break;
            case ActionType.Delete or ActionType.HardDelete:
                Remove(operations, slice, hard: action == ActionType.HardDelete);
                break;
        }

        Finish(operations, slice);
    }

    private async ValueTask<T?> RaiseAsync(DocumentSessionBase operations, Slice slice, T? state, ActionType action)
    {
        var id = AggregateId<TId>.From(slice.Id);
        var effects = new EventSlice<T, TId>(id, slice.TenantId, slice.Events) { Snapshot = state };
        effects.RecordAction(action);
        await projection.RaiseSideEffects(operations, id, effects).ConfigureAwait(false);
        await SideEffects.QueueAsync(operations, slice, effects.RaisedEvents, effects.PublishedMessages, effects.PublishedMessagesWithMetadata).ConfigureAwait(false);
        return effects.Snapshot;
    }
}
