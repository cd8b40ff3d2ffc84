namespace AdvancedAlchemy.Marten;

/// <summary>A document cannot be deleted because others link to it, and the link says <see cref="OnDelete.Restrict"/>.</summary>
public sealed class LinkedDocumentException : LinkException
{
    internal LinkedDocumentException(LinkDefinition link, IReadOnlyList<object> ids)
        : base(
            $"{link.TargetType.Name} {string.Join(", ", ids)} cannot be deleted: {link.OwnerType.Name}.{link.Name} still links to it. "
            + "Take the id out of these lists first, or configure the link with OnDelete.Cascade.",
            link.OwnerType, link.TargetType, link.Name, ids)
    {
    }
}
