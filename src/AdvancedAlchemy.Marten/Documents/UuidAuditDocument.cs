namespace AdvancedAlchemy.Marten;

/// <summary>A <see cref="UuidDocument"/> with audit stamps.</summary>
public abstract class UuidAuditDocument : AuditDocument<Guid, UuidV4>;
