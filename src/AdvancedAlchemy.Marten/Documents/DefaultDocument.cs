namespace AdvancedAlchemy.Marten;

/// <summary>A document with nothing: the id and all the rest are the user's own.</summary>
/// <remarks>
/// It has no sentinel and no stamps. Name <see cref="JasperFx.IRevisioned"/> and <see cref="IAudited"/> where they are wanted, and
/// declare the type <c>partial</c> to have their members generated; a base class is no more than a bundle of such interfaces.
/// </remarks>
public abstract class DefaultDocument;
