namespace Orders.Domain;

public enum OrderStatus
{
    Open,
    Paid,
    Shipped,
    Cancelled,
}
