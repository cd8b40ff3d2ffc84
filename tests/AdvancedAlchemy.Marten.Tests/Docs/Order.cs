namespace AdvancedAlchemy.Marten.Tests.Docs;

#region order
public class Order : Document<string, OrderNumber>
{
    public decimal Total { get; set; }
}
#endregion
