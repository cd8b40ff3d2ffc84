namespace AdvancedAlchemy.Marten;

/// <summary>A document with a UUID of version 6 (RFC 9562): sorted by time, for databases that have version 1.</summary>
public abstract class UuidV6Document : Document<Guid, UuidV6>;
