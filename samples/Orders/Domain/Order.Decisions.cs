namespace Orders.Domain;

/// <summary>What may happen next. A decision looks at the order and returns a fact, or refuses; it changes nothing.</summary>
public partial class Order
{
    /// <exception cref="OrderRefusedException">The customer has no name.</exception>
    public static OrderPlaced Place(Customer customer, string slug)
    {
        ArgumentNullException.ThrowIfNull(customer);
        if (string.IsNullOrWhiteSpace(customer.Name)) throw new OrderRefusedException("An order needs somebody who orders");
        return new OrderPlaced(customer.Id, customer.Name, slug);
    }

    /// <exception cref="OrderRefusedException">It is too late, or the line makes no sense.</exception>
    public ItemAdded Add(string product, int quantity, decimal price)
    {
        AssertOpen();
        if (quantity < 1) throw new OrderRefusedException($"{quantity} of something cannot be ordered");
        if (price < 0) throw new OrderRefusedException("Nobody is paid for ordering");
        return new ItemAdded(CustomerId, product, quantity, price);
    }

    /// <exception cref="OrderRefusedException">It is too late, or there is no such line.</exception>
    public ItemRemoved Remove(string product)
    {
        AssertOpen();
        if (!Lines.Exists(line => line.Product == product)) throw new OrderRefusedException($"There is no {product} in the order");
        return new ItemRemoved(CustomerId, product);
    }

    /// <exception cref="OrderRefusedException">There is nothing to pay, or the amount is not what there is.</exception>
    public OrderPaid Pay(decimal amount)
    {
        AssertOpen();
        if (Lines.Count == 0) throw new OrderRefusedException("An empty order cannot be paid");
        if (amount != Total) throw new OrderRefusedException($"{Money.Text(Total)} is due, not {Money.Text(amount)}");
        return new OrderPaid(CustomerId, amount);
    }

    /// <exception cref="OrderRefusedException">It is not paid, or has left already.</exception>
    public OrderShipped Ship(string parcel) => Status == OrderStatus.Paid
        ? new OrderShipped(CustomerId, parcel)
        : throw new OrderRefusedException($"Only a paid order is shipped, and this one is {Words}");

    /// <exception cref="OrderRefusedException">It has left, or is cancelled already.</exception>
    public OrderCancelled Cancel(string reason) => Status is OrderStatus.Open or OrderStatus.Paid
        ? new OrderCancelled(CustomerId, reason, Status == OrderStatus.Paid ? Total : 0)
        : throw new OrderRefusedException($"An order that is {Words} cannot be cancelled");

    private string Words => Status.ToString().ToLowerInvariant();

    private void AssertOpen()
    {
        if (Status != OrderStatus.Open) throw new OrderRefusedException($"An order that is {Words} does not change any more");
    }
}
