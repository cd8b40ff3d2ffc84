namespace JasperFx.Events;

/// <summary>Events made of events.</summary>
public static class EventExtensions
{
    /// <summary>The same event, in all but its data.</summary>
    public static IEvent<T> WithData<T>(this IEvent @event, T eventData) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(@event);
        return new Event<T>(eventData)
        {
            Id = @event.Id,
            Version = @event.Version,
            Sequence = @event.Sequence,
            StreamId = @event.StreamId,
            StreamKey = @event.StreamKey,
            Timestamp = @event.Timestamp,
            TenantId = @event.TenantId,
            EventTypeName = @event.EventTypeName,
            DotNetTypeName = @event.DotNetTypeName,
            CausationId = @event.CausationId,
            CorrelationId = @event.CorrelationId,
            Headers = @event.Headers,
            UserName = @event.UserName,
            IsArchived = @event.IsArchived,
            AggregateTypeName = @event.AggregateTypeName,
        };
    }
}
