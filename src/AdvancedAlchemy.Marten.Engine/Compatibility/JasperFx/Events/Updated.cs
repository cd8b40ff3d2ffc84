using JasperFx.Events.Daemon;

namespace JasperFx.Events;

/// <summary>Tells the later stages of a composite projection what an earlier one has made of a document.</summary>
/// <param name="TenantId">The document's tenant.</param>
/// <param name="Entity">As it is after the page.</param>
/// <param name="Action">What becomes of the stored document.</param>
public record Updated<T>(string TenantId, T Entity, ActionType Action) : References<T>(Entity), IUpdatedEntity
{
    object IUpdatedEntity.Entity => Entity!;

    public IEvent ToEvent() => new Event<Updated<T>>(this) { TenantId = TenantId };
}
