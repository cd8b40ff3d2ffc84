using AdvancedAlchemy.Marten;
using JasperFx.Events;
using Marten.Events.Aggregation;

namespace Orders.Domain;

/// <summary>Makes the order of its events, in the save that appends them.</summary>
public partial class OrderProjection : SingleStreamProjection<Order, Guid>
{
    public static Order Create(OrderPlaced e) => new() { CustomerId = e.CustomerId, Customer = e.Customer, Slug = e.Slug };

    public void Apply(ItemAdded e, Order order) => order.Lines.Add(new OrderLine(e.Product, e.Quantity, e.Price));

    public void Apply(ItemRemoved e, Order order) => order.Lines.RemoveAll(line => line.Product == e.Product);

    public void Apply(OrderPaid e, Order order) => order.Status = OrderStatus.Paid;

    public void Apply(OrderShipped e, Order order) => (order.Status, order.Parcel) = (OrderStatus.Shipped, e.Parcel);

    public void Apply(OrderCancelled e, Order order) => order.Status = OrderStatus.Cancelled;

    public override Order ApplyMetadata(Order order, IEvent last) => order.StampFrom(last);
}
