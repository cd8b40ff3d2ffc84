using JasperFx.Events;
using Marten.Events.Projections;

namespace AdvancedAlchemy.Marten.Tests.Projections;

public sealed record Bought(long Customer, decimal Amount);

#region customer
/// <summary>What a customer has bought in all: of the events of many streams.</summary>
public partial class Customer : BigIntAuditDocument, IUserAudited
{
    public int Purchases { get; set; }

    public decimal Spent { get; set; }
}

public partial class CustomerProjection : MultiStreamProjection<Customer, long>
{
    public CustomerProjection() => Identity<Bought>(e => e.Customer);

    public void Apply(Bought e, Customer customer) => (customer.Purchases, customer.Spent) = (customer.Purchases + 1, customer.Spent + e.Amount);

    public override Customer ApplyMetadata(Customer snapshot, IEvent lastEvent) => snapshot.StampFrom(lastEvent);
}
#endregion
