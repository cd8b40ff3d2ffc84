using JasperFx.Events;

namespace Marten.Engine.Events.Projections;

/// <summary>Projects the events of a save within it.</summary>
internal static class InlineProjections
{
    internal static async ValueTask RunAsync(DocumentSessionBase session, CancellationToken token)
    {
        var runners = session.Core.Store.Projections.Inline;
        if (runners.Count == 0) return;
        var streams = session.Core.Streams.All;
        foreach (var stream in streams) stream.ProjectedFrom = null;
        IEvent[] events = [.. streams.SelectMany(s => s.Events)];
        if (events.Length == 0) return;
        var undo = session.Core.Undo = new ProjectionUndo(session.Core);
        try
        {
            foreach (var runner in runners) await runner.ApplyAsync(session, events, isInline: true, token).ConfigureAwait(false);
        }
        finally
        {
            undo.Ended(session.Core);
        }
    }
}
