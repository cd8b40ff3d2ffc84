using AdvancedAlchemy.Marten;
using JasperFx.Events;
using Marten.Events.Projections;

namespace Orders.Domain;

/// <summary>Makes the summaries of the events of all orders, in the background.</summary>
public partial class CustomerSummaryProjection : MultiStreamProjection<CustomerSummary, Guid>
{
    public CustomerSummaryProjection() => Identity<IOrderEvent>(e => e.CustomerId);

    public void Apply(OrderPlaced e, CustomerSummary summary) => (summary.Name, summary.Orders) = (e.Customer, summary.Orders + 1);

    public void Apply(OrderPaid e, CustomerSummary summary) => summary.Spent += e.Amount;

    public void Apply(OrderShipped e, CustomerSummary summary) => summary.Shipped++;

    public void Apply(OrderCancelled e, CustomerSummary summary) => (summary.Cancelled, summary.Spent) = (summary.Cancelled + 1, summary.Spent - e.Refund);

    public override CustomerSummary ApplyMetadata(CustomerSummary summary, IEvent last) => summary.StampFrom(last);
}
