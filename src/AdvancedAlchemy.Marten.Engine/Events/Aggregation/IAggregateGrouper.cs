using JasperFx.Events.Grouping;

namespace Marten.Events.Aggregation;

/// <summary>Finds out, with a look at the database where it has to, what documents events concern.</summary>
public interface IAggregateGrouper<T> : IJasperFxAggregateGrouper<T, IQuerySession>;
