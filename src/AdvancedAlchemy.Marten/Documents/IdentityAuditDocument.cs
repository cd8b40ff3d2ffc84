using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>An <see cref="IdentityDocument"/> with audit stamps.</summary>
/// <remarks>
/// One round trip for each id, as HiLo with <c>MaxLo = 1</c>. For many documents at once reserve them together:
/// <see cref="IdReservationExtensions.ReserveIdsAsync{T}"/>. Ids of saves that fail are not given again.
/// </remarks>
[HiloSequence(MaxLo = 1)]
public abstract class IdentityAuditDocument : AuditDocument<long, AssignedByMarten>;
