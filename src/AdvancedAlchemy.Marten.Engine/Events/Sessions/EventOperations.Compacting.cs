using JasperFx.Events;
using JasperFx.Events.Protected;

namespace Marten.Engine.Events;

internal sealed partial class EventOperations
{
    public Task CompactStreamAsync<T>(Guid streamId, Action<StreamCompactingRequest<T>>? configure = null) where T : class =>
        CompactAsync(Named(streamId), new StreamCompactingRequest<T>(streamId), configure);

    public Task CompactStreamAsync<T>(string streamKey, Action<StreamCompactingRequest<T>>? configure = null) where T : class =>
        CompactAsync(Named(streamKey), new StreamCompactingRequest<T>(streamKey), configure);

    private async Task CompactAsync<T>(object stream, StreamCompactingRequest<T> request, Action<StreamCompactingRequest<T>>? configure) where T : class
    {
        configure?.Invoke(request);
        var token = request.CancellationToken;
        var events = await FetchAppliedAsync(stream, request.Version, request.Timestamp, 0, EventParts.All, token).ConfigureAwait(false);
        if (events.Count < 2) return;
        var state = await AggregatorOf<T>().BuildAsync(Session, null, stream, events, token).ConfigureAwait(false);

        // A state that the events have deleted cannot stand for them.
        if (state is null) return;
        var last = events[^1];
        (request.Version, request.Sequence) = (last.Version, last.Sequence);
        if (request.Archiver is IEventsArchiver<IDocumentOperations> archiver)
        {
            await archiver.MaybeArchiveAsync((IDocumentOperations)Session, request, events, token).ConfigureAwait(false);
        }

        var compacted = Storage.Graph.BuildEvent(new Compacted<T>(state, last.StreamId, last.StreamKey!));
        compacted.Id = last.Id;
        Session.Core.Work.Add(new EventDeletion(Storage, stream, Session.TenantId, last.Version));
        Session.Core.Work.Add(new EventReplacement(Storage, compacted, last.Sequence));
        await ((DocumentSessionBase)Session).Root.SaveChangesAsync(token).ConfigureAwait(false);
    }
}
