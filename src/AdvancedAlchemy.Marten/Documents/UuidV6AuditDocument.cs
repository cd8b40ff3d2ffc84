namespace AdvancedAlchemy.Marten;

/// <summary>A <see cref="UuidV6Document"/> with audit stamps.</summary>
public abstract class UuidV6AuditDocument : AuditDocument<Guid, UuidV6>;
