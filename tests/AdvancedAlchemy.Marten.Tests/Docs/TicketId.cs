namespace AdvancedAlchemy.Marten.Tests.Docs;

#region id
public readonly record struct TicketId(Guid Value);
#endregion
