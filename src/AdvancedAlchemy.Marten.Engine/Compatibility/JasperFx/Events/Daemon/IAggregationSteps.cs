namespace JasperFx.Events.Daemon;

/// <summary>Says what events an aggregation is about.</summary>
public interface IAggregationSteps<T, out TQuerySession>
{
    /// <summary>An event of this type deletes the document.</summary>
    IAggregationSteps<T, TQuerySession> DeleteEvent<TEvent>() where TEvent : class;

    /// <summary>Events of this type are dealt with in an override.</summary>
    IAggregationSteps<T, TQuerySession> TransformsEvent<TEvent>() where TEvent : class;
}
