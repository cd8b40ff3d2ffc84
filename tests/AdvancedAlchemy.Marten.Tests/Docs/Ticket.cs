namespace AdvancedAlchemy.Marten.Tests.Docs;

#region ticket
public class Ticket : Document<TicketId, NewTicketId>
{
    public string Seat { get; set; } = "";
}
#endregion
