namespace JasperFx.Events;

/// <summary>Tells the later stages of a composite projection that an earlier one has deleted a document.</summary>
public record ProjectionDeleted<TDoc, TId>(TId Identity, string TenantId) : ProjectionDeleted<TDoc>, DeletedIdentity<TId>, ICanWrapEvent
{
    public IEvent ToEvent() => new Event<ProjectionDeleted<TDoc, TId>>(this) { TenantId = TenantId };
}
