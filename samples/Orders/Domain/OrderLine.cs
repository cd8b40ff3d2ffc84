namespace Orders.Domain;

/// <summary>So many of a product, at the price of the day.</summary>
public sealed record OrderLine(string Product, int Quantity, decimal Price)
{
    public decimal Amount => Quantity * Price;
}
