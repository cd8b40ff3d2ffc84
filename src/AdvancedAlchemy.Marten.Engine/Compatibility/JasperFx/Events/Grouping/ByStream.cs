using Marten.Engine.Events.Aggregation;

namespace JasperFx.Events.Grouping;

/// <summary>Has every stream make a document.</summary>
public class ByStream<TDoc, TId> : IEventSlicer<TDoc, TId>, ISingleStreamSlicer where TId : notnull
{
    /// <exception cref="InvalidOperationException">Streams have no names of this type.</exception>
    public ValueTask SliceAsync(IReadOnlyList<IEvent> events, SliceGroup<TDoc, TId> grouping)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentNullException.ThrowIfNull(grouping);
        foreach (var e in events) grouping.AddEvent(AggregateId<TId>.OfStream(e), e);
        return default;
    }
}
