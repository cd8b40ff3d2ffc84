using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Daemon;

/// <summary>A projection as a daemon runs it.</summary>
internal sealed class ProjectionShard(IProjectionRunner runner) : Shard(
    NameOf(runner.Projection), runner.Projection, runner.Projection.Options)
{
    internal static ShardName NameOf(ProjectionBase projection) => new(projection.Name, ShardName.All, projection.Version);

    internal ProjectionBase Projection => runner.Projection;

    internal IProjectionRunner Runner => runner;

    /// <summary>The type of its documents.</summary>
    /// <exception cref="InvalidOperationException">It is no aggregation.</exception>
    internal Type DocumentType => runner.Projection is IAggregation aggregation ? aggregation.AggregateType : throw new InvalidOperationException($"{Name.Identity} makes no documents of streams");

    internal override bool IsOfStreams => runner.Projection is IAggregation { Scope: AggregationScope.SingleStream, HasOwnSlicer: false };

    internal override bool IsInline => runner.Projection.Lifecycle == ProjectionLifecycle.Inline;

    internal override IReadOnlyList<ShardName> Parts { get; } =
        runner.Projection is CompositeProjection composite ? [.. composite.Parts.Select(NameOf)] : [];

    internal override TornDown TornDown => runner.Projection is CompositeProjection composite ? TornDown.Of(composite) : base.TornDown;

    internal override IEnumerable<Type> PublishedTypes => runner.Projection.PublishedTypes();

    internal override EventParts Needs => runner.Needs;

    internal override bool IsAbout(Type eventType) => runner.IsAbout(eventType);

    internal override IRebuildCache? CreateRebuildCache() => runner.CreateRebuildCache(Options.TeardownDataOnRebuild);

    internal override async Task<IChangeListener?> ApplyAsync(
        DocumentSessionBase session, EventRange page, ISubscriptionController controller, CancellationToken token)
    {
        await runner.ApplyAsync(session, page.Events, isInline: false, token).ConfigureAwait(false);
        return null;
    }
}
