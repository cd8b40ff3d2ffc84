using JasperFx.Events;
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
                foreach (var runner in stage) await runner.ApplyAsync(session, page, isInline, token).ConfigureAwait(false);
                upstream.EndStage();
            }
        }
        finally
        {
            session.Core.Upstream = null;
        }
    }
}
