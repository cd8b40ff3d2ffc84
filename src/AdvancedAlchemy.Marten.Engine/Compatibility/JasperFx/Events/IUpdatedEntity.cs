namespace JasperFx.Events;

/// <summary>A document that an earlier projection has made of a page.</summary>
public interface IUpdatedEntity : ICanWrapEvent
{
    object Entity { get; }
}
