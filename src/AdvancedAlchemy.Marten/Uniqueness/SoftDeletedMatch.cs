namespace AdvancedAlchemy.Marten;

/// <summary>What get-or-create does about a document with the key that was deleted softly. For types that are deleted for good it means nothing.</summary>
public enum SoftDeletedMatch
{
    /// <summary>
    /// Makes a new document and leaves the deleted one: what was deleted stays deleted. It needs a unique index that does not count deleted
    /// documents (<c>Predicate = "mt_deleted = false"</c>; slugs have it). With one that does, a <see cref="DuplicateKeyException"/> says so.
    /// </summary>
    Create,

    /// <summary>Restores the deleted document, the last one if there are several, and returns it as it was. It is queued: the save restores it.</summary>
    Restore,

    /// <summary>Throws a <see cref="DuplicateKeyException"/>.</summary>
    Fail,
}
