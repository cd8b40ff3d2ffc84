namespace JasperFx.Events.Projections;

/// <summary>Something that may see some events only.</summary>
public interface IEventFilterable
{
    bool IncludeArchivedEvents { get; set; }

    void FilterIncomingEventsOnStreamType(Type streamType);

    void IncludeType<T>();

    void IncludeType(Type type);
}
