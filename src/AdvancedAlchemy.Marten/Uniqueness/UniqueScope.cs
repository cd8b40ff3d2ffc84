namespace AdvancedAlchemy.Marten;

/// <summary>When a document that <c>AsUniqueAsync</c> or <c>GetOrCreateAsync</c> makes is stored.</summary>
public enum UniqueScope
{
    /// <summary>
    /// With the session's own save, or not at all if that fails. Until the session's transaction ends, others that make documents
    /// of the type wait; finding them needs no wait. Right for requests and other short units of work.
    /// </summary>
    UnitOfWork,

    /// <summary>
    /// At once, in a short transaction of its own: nobody waits for the caller, and the document stays even if the caller's save
    /// fails. Right for imports and long units of work.
    /// </summary>
    Immediate,
}
