namespace AdvancedAlchemy.Marten;

/// <summary>An id in a list that no document has.</summary>
/// <param name="OwnerType">The type of the document with the list.</param>
/// <param name="OwnerId">Its id, as text.</param>
/// <param name="Member">The list.</param>
/// <param name="TargetType">The type that the ids in it are of.</param>
/// <param name="TargetId">The id that is not there, or is soft-deleted, as text.</param>
/// <param name="TenantId">The tenant of the owner; null where the owners have none.</param>
public sealed record DanglingLink(Type OwnerType, string OwnerId, string Member, Type TargetType, string TargetId, string? TenantId);
