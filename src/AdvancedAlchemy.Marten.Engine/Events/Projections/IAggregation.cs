using JasperFx.Events;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Projections;

/// <summary>A projection that makes documents of one type, without its types.</summary>
internal interface IAggregation
{
    AggregationScope Scope { get; }

    Type AggregateType { get; }

    Type[] AllEventTypes { get; }

    NaturalKeyDefinition? NaturalKeyDefinition { get; }

    /// <summary>Whether it divides events by itself, so that a document may be of events of many streams.</summary>
    bool HasOwnSlicer { get; }

    /// <summary>What makes the state of one stream; null where documents are not those of streams.</summary>
    object? CreateAggregator(StoreOptions options);
}
