using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Aggregation;

namespace Marten.Engine.Events.Projections;

/// <summary>A projection of documents that is built anew for every page of events, and for every state that is asked for.</summary>
internal sealed class ScopedAggregation(ProjectionBase model, IAggregation aggregation, IServiceProvider services, Func<IServiceProvider, ProjectionBase> build)
    : ScopedProjection(model, services, build), IAggregation
{
    public AggregationScope Scope => aggregation.Scope;

    public Type AggregateType => aggregation.AggregateType;

    public Type[] AllEventTypes => aggregation.AllEventTypes;

    public NaturalKeyDefinition? NaturalKeyDefinition => aggregation.NaturalKeyDefinition;

    public bool HasOwnSlicer => aggregation.HasOwnSlicer;

    public object? CreateAggregator(StoreOptions options) => aggregation.Scope == AggregationScope.MultiStream
        ? null
        : Activator.CreateInstance(typeof(ScopedAggregator<>).MakeGenericType(aggregation.AggregateType), this, options);
}
