namespace AdvancedAlchemy.Marten.Tests.Docs;

#region generator
public readonly struct NewTicketId : IIdGenerator<TicketId>
{
    public static TicketId NewId() => new(UuidV7.NewId());
}
#endregion
