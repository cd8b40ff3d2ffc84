namespace AdvancedAlchemy.Marten;

/// <summary>A <see cref="NanoIdDocument"/> with audit stamps.</summary>
public abstract class NanoIdAuditDocument : AuditDocument<string, NanoId>;
