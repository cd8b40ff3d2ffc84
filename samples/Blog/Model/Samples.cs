using AdvancedAlchemy.Marten;

namespace Blog.Model;

/// <summary>An order number: strictly sequential.</summary>
public class Invoice : IdentityDocument;

/// <summary>A random UUID.</summary>
public class Account : UuidDocument;

/// <summary>A UUID that sorts by the time of its making, in the older layout.</summary>
public class LogEntry : UuidV6Document;

/// <summary>A UUID that sorts by the time of its making.</summary>
public class Comment : UuidV7Document;

/// <summary>A short id for a URL.</summary>
public class ShareLink : NanoIdDocument;
