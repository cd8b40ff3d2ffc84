using JasperFx.Events.Daemon;
using JasperFx.Events;

namespace Marten.Engine.Events.Projections;

/// <summary>What projections do besides writing their documents, in one save with these.</summary>
internal static class SideEffects
{
    internal static bool AreWanted(DocumentSessionBase session, bool isInline) =>
        session.Core.ShardMode != ShardExecutionMode.Rebuild && (!isInline || session.Core.Store.Settings.EventGraph.EnableSideEffectsOnInlineProjections);

    internal static async ValueTask QueueAsync(
        DocumentSessionBase session, IEventSlice slice, List<IEvent>? raised, List<object>? messages, List<(object Message, MessageMetadata Metadata)>? described)
    {
        if (raised is not null)
        {
            // A document need not have a tenant even where its events do.
            var events = (EventOperations)session.In(slice.Events()[^1].TenantId).Events;
            foreach (var e in raised) events.AppendTo(e.StreamKey is { } key ? events.Named(key) : events.Named(e.StreamId), [e], null);
        }

        if (messages is null && described is null) return;
        var sink = await ((IStorageOperations)session).GetOrStartMessageSink().ConfigureAwait(false);
        foreach (var message in messages ?? []) await sink.PublishAsync(message, slice.TenantId).ConfigureAwait(false);
        foreach (var (message, metadata) in described ?? []) await sink.PublishAsync(message, metadata).ConfigureAwait(false);
    }
}
