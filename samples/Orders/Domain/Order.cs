using AdvancedAlchemy.Marten;

namespace Orders.Domain;

/// <summary>An order as its events have made it.</summary>
public partial class Order : UuidV7AuditDocument, ISlugged, IUserAudited
{
    public Guid CustomerId { get; set; }

    public string Customer { get; set; } = "";

    public OrderStatus Status { get; set; }

    public List<OrderLine> Lines { get; set; } = [];

    public decimal Total => Lines.Sum(line => line.Amount);

    public string? Parcel { get; set; }

    string ISlugged.SlugSource => Customer;
}
