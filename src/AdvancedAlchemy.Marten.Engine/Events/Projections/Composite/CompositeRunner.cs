using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>Gives a page to projections stage by stage, with what the stages before have made of it.</summary>
internal sealed class CompositeRunner(CompositeProjection projection, IProjectionRunner[][] stages) : IProjectionRunner
{
    public ProjectionBase Projection => projection;

    public bool IsAbout(Type eventType) => stages.Any(s => s.Any(r => r.IsAbout(eventType)));

    public async Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token)
    {
        var upstream = session.Core.Upstream = new UpstreamDocuments();
        try
        {
            foreach (var stage in stages)
            {
                IReadOnlyList<IEvent> page = upstream.Events.Count == 0 ? events : [.. events, .. upstream.Events];
                foreach (var runner in stage)
                {
                    upstream.Part = runner.Projection;
                    await ApplyAsync(runner, session, page, isInline, token).ConfigureAwait(false);
                }

                if (stage != stages[^1]) upstream.EndStage(session.Core.Work);
            }
        }
        finally
        {
            session.Core.Upstream = null;
        }
    }

    private static async Task ApplyAsync(IProjectionRunner runner, DocumentSessionBase session, IReadOnlyList<IEvent> page, bool isInline, CancellationToken token)
    {
        var failures = session.Core.PartFailures;
        var seen = failures?.SeenBy(runner.Projection, page) ?? page;
        if (seen.Count == 0) return;
        try
        {
            await runner.ApplyAsync(session, seen, isInline, token).ConfigureAwait(false);
        }
        catch (ApplyEventException failure)
        {
            failures?.Blame(runner.Projection, failure, seen);
            throw;
        }
    }
}
