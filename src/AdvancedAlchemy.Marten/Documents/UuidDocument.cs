namespace AdvancedAlchemy.Marten;

/// <summary>A document with a random UUID (version 4, RFC 9562): it tells nothing and cannot be guessed.</summary>
public abstract class UuidDocument : Document<Guid, UuidV4>;
