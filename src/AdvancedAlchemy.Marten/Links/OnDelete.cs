namespace AdvancedAlchemy.Marten;

/// <summary>What deleting a document does to the documents that link to it.</summary>
public enum OnDelete
{
    /// <summary>The deletion is refused while a link is left: <see cref="LinkedDocumentException"/>.</summary>
    Restrict = 0,

    /// <summary>The link is ended, in the same transaction: the id is taken out of every list it is in, and a single id becomes null. The documents stay.</summary>
    Cascade = 1,
}
