namespace JasperFx.Events;

/// <summary>Says which events set the natural key of an aggregate.</summary>
public class NaturalKeyBuilder<TDoc>(NaturalKeyDefinition definition)
{
    /// <summary>Takes the key from the data of events, and from nothing else; null where they have none.</summary>
    public NaturalKeyBuilder<TDoc> SetBy<TEvent>(Func<TEvent, object?> extractor)
    {
        ArgumentNullException.ThrowIfNull(extractor);
        definition.AddOrReplaceMapping(typeof(TEvent), e => extractor((TEvent)e.Data));
        return this;
    }

    /// <summary>Takes the key from all that is known of events.</summary>
    public NaturalKeyBuilder<TDoc> SetByEvent<TEvent>(Func<IEvent<TEvent>, object?> extractor) where TEvent : notnull
    {
        ArgumentNullException.ThrowIfNull(extractor);
        definition.AddOrReplaceMapping(typeof(TEvent), e => extractor((IEvent<TEvent>)e));
        return this;
    }
}
