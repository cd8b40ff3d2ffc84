namespace AdvancedAlchemy.Marten;

/// <summary>A <see cref="UuidV7Document"/> with audit stamps.</summary>
public abstract class UuidV7AuditDocument : AuditDocument<Guid, UuidV7>;
