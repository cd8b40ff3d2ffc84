namespace AdvancedAlchemy.Marten;

/// <summary>A <see cref="BigIntDocument"/> with audit stamps.</summary>
public abstract class BigIntAuditDocument : AuditDocument<long, AssignedByMarten>;
