using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes one document of each stream.</summary>
internal sealed class SingleStreamRunner<T, TId>(SingleStreamProjection<T, TId> projection, DocumentStore store) : AggregationRunner<T, TId>(projection, store)
    where T : notnull where TId : notnull
{
    public override bool IsAbout(Type eventType) => eventType == typeof(Archived) || base.IsAbout(eventType);

    public override EventParts Needs =>
        projection.TakesOnlyData && (!Storage.IsTenanted || Store.EventStorage.IsTenanted) ? EventParts.DataAndStream : EventParts.All;

    protected override bool RereadsKnown => false;

    // What a stream's projection looks at besides the types that it is limited to.
    protected override bool Sees(IEvent e) => e.Data is Compacted<T> or Archived || base.Sees(e);

    protected override bool IsConcerned(List<IEvent> events)
    {
        foreach (var e in events)
        {
            if (e.Data is Archived or Compacted<T> || projection.IsHandled(e.EventType) || projection.IsTransformed(e.EventType)) return true;
        }

        return false;
    }

    // Nothing is stored of a stream that begins with this save.
    protected override bool MayExist(EventSlice<T, TId> slice, bool isInline) => !isInline || slice.All[0].Version != 1;

    // What was fetched to be written to is at the version that the save insists on. Of all others the session may know an older document, and where the
    // caller does not say what version he appends to, the events may only follow on those that the document is made of.
    protected override async ValueTask<Dictionary<object, T>> LoadAsync(
        DocumentSessionBase operations, IReadOnlyList<EventSlice<T, TId>> slices, bool isInline, CancellationToken token)
    {
        if (!isInline) return await base.LoadAsync(operations, slices, isInline, token).ConfigureAwait(false);
        var open = new Dictionary<object, StreamAction>();
        var fetched = new List<EventSlice<T, TId>>();
        foreach (var slice in slices)
        {
            if (operations.Core.Streams.Find(slice.StoredId, slice.All[0].TenantId) is { } stream && !(stream.IsFetched && stream.AggregateType == typeof(T))) open.Add(slice.StoredId, stream);
            else fetched.Add(slice);
        }

        var found = fetched.Count == 0 ? [] : await base.LoadAsync(operations, fetched, isInline, token).ConfigureAwait(false);
        if (open.Count == 0) return found;

        // What the session knows of these documents may be older than the versions that are read now.
        foreach (var id in open.Keys) Storage.ForgetUnchanged(operations, id);
        foreach (var (id, (version, document)) in await SnapshotReader.ReadAsync(operations, Storage, [.. open.Keys], projection.SeesDeleted, token).ConfigureAwait(false))
        {
            open[id].ProjectedFrom ??= version;
            if (document is not null) found[id] = document;
        }

        return found;
    }

    protected override long RevisionOf(EventSlice<T, TId> slice, bool isInline) => isInline ? 0 : projection.LastOf(slice.All).Version;

    protected override void Finish(DocumentSessionBase operations, EventSlice<T, TId> slice)
    {
        if (!slice.All.Exists(e => e.Data is Archived)) return;
        var stream = slice.StoredId is Guid id ? new StreamAction(id, StreamActionType.Append) : new StreamAction((string)slice.StoredId, StreamActionType.Append);
        stream.TenantId = slice.TenantId;
        operations.Core.Work.Add(new ArchiveStream(Store.EventStorage, stream));
    }
}
