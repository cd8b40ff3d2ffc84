using System.Runtime.InteropServices;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Marten.Engine.Events.Projections;

/// <summary>Makes one document of each stream.</summary>
internal sealed class SingleStreamRunner<T, TId>(SingleStreamProjection<T, TId> projection, DocumentStore store) : AggregationRunner<T, TId>(projection, store)
    where T : notnull where TId : notnull
{
    public override bool IsAbout(Type eventType) => eventType == typeof(Archived) || base.IsAbout(eventType);

    public override EventParts Needs =>
        projection.TakesOnlyData && (!Storage.IsTenanted || Store.Events.IsTenanted) ? EventParts.DataAndStream : EventParts.All;

    protected override ValueTask<IReadOnlyList<Slice>> SliceAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, CancellationToken token)
    {
        var slices = new Dictionary<(string TenantId, Guid Id, string? Key), Slice>();
        var concerned = new List<Slice>();
        foreach (var e in events)
        {
            if (!projection.Includes(e.EventType) && e.Data is not (Compacted<T> or Archived)) continue;
            var tenant = Storage.IsTenanted ? e.TenantId : session.TenantId;
            ref var slice = ref CollectionsMarshal.GetValueRefOrAddDefault(slices, (tenant, e.StreamId, e.StreamKey), out _);
            slice ??= new Slice(tenant, (object?)e.StreamKey ?? e.StreamId, []);
            slice.Events.Add(e);
        }

        foreach (var slice in slices.Values)
        {
            if (IsConcerned(slice.Events)) concerned.Add(slice);
        }

        return new ValueTask<IReadOnlyList<Slice>>(concerned);
    }

    protected override bool RereadsKnown => false;

    private bool IsConcerned(List<IEvent> events)
    {
        foreach (var e in events)
        {
            if (e.Data is Archived || projection.IsAbout(e.EventType)) return true;
        }

        return false;
    }

    // Nothing is stored of a stream that begins with this save.
    protected override bool MayExist(Slice slice, bool isInline) => !isInline || slice.Events[0].Version != 1;

    // What was fetched to be written to is at the version that the save insists on. Of all others the session may know an older document, and where the
    // caller does not say what version he appends to, the events may only follow on those that the document is made of.
    protected override async ValueTask<Dictionary<object, T>> LoadAsync(DocumentSessionBase operations, IReadOnlyList<Slice> slices, bool isInline, CancellationToken token)
    {
        if (!isInline) return await base.LoadAsync(operations, slices, isInline, token).ConfigureAwait(false);
        var open = new Dictionary<object, StreamAction>();
        var fetched = new List<Slice>();
        foreach (var slice in slices)
        {
            if (operations.Core.Streams.Find(slice.Id, slice.Events[0].TenantId) is { } stream && !(stream.IsFetched && stream.AggregateType == typeof(T))) open.Add(slice.Id, stream);
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

    protected override long RevisionOf(Slice slice, bool isInline) => isInline ? 0 : slice.Events[^1].Version;

    protected override void Finish(DocumentSessionBase operations, Slice slice)
    {
        if (!slice.Events.Exists(e => e.Data is Archived)) return;
        var stream = slice.Id is Guid id ? new StreamAction(id, StreamActionType.Append) : new StreamAction((string)slice.Id, StreamActionType.Append);
        stream.TenantId = slice.TenantId;
        operations.Core.Work.Add(new ArchiveStream(Store.Events, stream));
    }
}
