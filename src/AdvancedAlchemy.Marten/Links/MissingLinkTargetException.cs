namespace AdvancedAlchemy.Marten;

/// <summary>A document links to documents that do not exist, or no longer.</summary>
public sealed class MissingLinkTargetException : LinkException
{
    internal MissingLinkTargetException(LinkDefinition link, IReadOnlyList<object> ids)
        : base(
            $"{link.OwnerType.Name}.{link.Name} has ids of {link.TargetType.Name} documents that are not stored: {string.Join(", ", ids)}. "
            + "They may have been deleted meanwhile. Store them in the same unit of work, or take the ids out of the list.",
            link.OwnerType, link.TargetType, link.Name, ids)
    {
    }
}
