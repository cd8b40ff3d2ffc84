namespace JasperFx.Events;

/// <summary>An event with data of a type.</summary>
public interface IEvent<out T> : IEvent where T : notnull
{
    new T Data { get; }
}
