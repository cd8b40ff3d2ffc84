namespace JasperFx.Events.Projections;

/// <summary>Something that may see some events only.</summary>
public interface IEventFilterable
{
    void IncludeType<T>();

    void IncludeType(Type type);
}
