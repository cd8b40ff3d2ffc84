using Orders.Domain;

namespace Orders.Tests;

/// <summary>What may happen to an order, without a database.</summary>
public class OrderTests
{
    private static Order With(OrderStatus status, params OrderLine[] lines) => new() { Status = status, Lines = [.. lines] };

    [Fact]
    public void Money_is_counted_exactly() =>
        With(OrderStatus.Open, new OrderLine("a", 3, 0.1m), new OrderLine("b", 1, 0.2m)).Total.ShouldBe(0.5m);

    [Theory]
    [InlineData(OrderStatus.Open)]
    [InlineData(OrderStatus.Shipped)]
    [InlineData(OrderStatus.Cancelled)]
    public void Only_a_paid_order_is_shipped(OrderStatus status)
    {
        Should.Throw<OrderRefusedException>(() => With(status).Ship("x"));
        With(OrderStatus.Paid).Ship("x").Parcel.ShouldBe("x");
    }

    [Theory]
    [InlineData(OrderStatus.Paid)]
    [InlineData(OrderStatus.Shipped)]
    [InlineData(OrderStatus.Cancelled)]
    public void Only_an_open_order_changes_and_is_paid(OrderStatus status)
    {
        var order = With(status, new OrderLine("a", 1, 5));
        Should.Throw<OrderRefusedException>(() => order.Add("b", 1, 1));
        Should.Throw<OrderRefusedException>(() => order.Remove("a"));
        Should.Throw<OrderRefusedException>(() => order.Pay(5));
    }

    [Fact]
    public void What_is_due_is_paid_and_neither_more_nor_less()
    {
        var order = With(OrderStatus.Open, new OrderLine("a", 2, 5.25m));
        Should.Throw<OrderRefusedException>(() => order.Pay(10.49m));
        Should.Throw<OrderRefusedException>(() => order.Pay(10.51m));
        order.Pay(10.5m).Amount.ShouldBe(10.5m);
    }

    [Theory]
    [InlineData(OrderStatus.Open, 0)]
    [InlineData(OrderStatus.Paid, 10)]
    public void A_cancelled_order_gives_back_what_was_paid(OrderStatus status, int refund) =>
        With(status, new OrderLine("a", 1, 10)).Cancel("why not").Refund.ShouldBe(refund);

    [Theory]
    [InlineData(OrderStatus.Shipped)]
    [InlineData(OrderStatus.Cancelled)]
    public void An_order_that_has_ended_is_not_cancelled(OrderStatus status) =>
        Should.Throw<OrderRefusedException>(() => With(status).Cancel("too late"));
}
