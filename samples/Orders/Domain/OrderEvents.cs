namespace Orders.Domain;

/// <summary>Something that has happened to an order of a customer.</summary>
public interface IOrderEvent
{
    Guid CustomerId { get; }
}

/// <summary>The slug is part of the fact: made anew in a rebuild, it might be another one.</summary>
public sealed record OrderPlaced(Guid CustomerId, string Customer, string Slug) : IOrderEvent;

public sealed record ItemAdded(Guid CustomerId, string Product, int Quantity, decimal Price) : IOrderEvent;

public sealed record ItemRemoved(Guid CustomerId, string Product) : IOrderEvent;

public sealed record OrderPaid(Guid CustomerId, decimal Amount) : IOrderEvent;

public sealed record OrderShipped(Guid CustomerId, string Parcel) : IOrderEvent;

public sealed record OrderCancelled(Guid CustomerId, string Reason, decimal Refund) : IOrderEvent;
