namespace AdvancedAlchemy.Marten;

/// <summary>A document with a NanoID: 21 characters of <c>A-Za-z0-9_-</c>, fit for URLs, as hard to guess as a UUID.</summary>
public abstract class NanoIdDocument : Document<string, NanoId>;
