namespace AdvancedAlchemy.Marten;

/// <summary>A document with a UUID of version 7 (RFC 9562): sorted by time, strictly rising within a process.</summary>
public abstract class UuidV7Document : Document<Guid, UuidV7>;
