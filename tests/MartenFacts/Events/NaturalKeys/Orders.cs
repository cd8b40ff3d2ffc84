using JasperFx.Events.Aggregation;
using Marten.Events.Aggregation;

namespace MartenFacts.Events.NaturalKeys;

public sealed record OrderNumber(string Value);

public sealed record OrderCreated(OrderNumber OrderNumber, string Customer);

public sealed record ItemAdded(string Name, decimal Price);

public sealed record NumberChanged(OrderNumber NewNumber);

public sealed record NumberLost;

public sealed partial class Order
{
    public Guid Id { get; set; }

    [NaturalKey]
    public OrderNumber? Number { get; set; }

    public decimal Total { get; set; }

    public string Customer { get; set; } = "";

    [NaturalKeySource]
    public void Apply(OrderCreated e)
    {
        Number = e.OrderNumber;
        Customer = e.Customer;
    }

    public void Apply(ItemAdded e) => Total += e.Price;

    [NaturalKeySource]
    public void Apply(NumberChanged e) => Number = e.NewNumber;
}

public sealed partial class OrderByName
{
    public string Id { get; set; } = "";

    [NaturalKey]
    public OrderNumber? Number { get; set; }

    public decimal Total { get; set; }

    [NaturalKeySource]
    public static OrderByName Create(OrderCreated e) => new() { Number = e.OrderNumber };

    public void Apply(ItemAdded e) => Total += e.Price;

    [NaturalKeySource]
    public static OrderByName Apply(NumberChanged e, OrderByName current)
    {
        current.Number = e.NewNumber;
        return current;
    }
}

public sealed record Registered(int Place, long Code);

public sealed partial class Seat
{
    public Guid Id { get; set; }

    [NaturalKey]
    public int? Place { get; set; }

    public long Code { get; set; }
}

public sealed partial class SeatProjection : SingleStreamProjection<Seat, Guid>
{
    public SeatProjection() => NaturalKeyFor(key => key.SetBy<Registered>(e => e.Place).SetByEvent<ItemAdded>(e => (int)e.Data.Price + 1000));

    public void Apply(Registered e, Seat seat)
    {
        seat.Place = e.Place;
        seat.Code = e.Code;
    }
}

public sealed partial class Clumsy
{
    public Guid Id { get; set; }

    [NaturalKey]
    public string Name { get; set; } = "";

    public List<string>? Others { get; set; }

    [NaturalKeySource]
    public void Apply(ItemAdded e)
    {
        Others!.Add(e.Name);
        Name = e.Name;
    }
}

public sealed partial class Dated
{
    public Guid Id { get; set; }

    [NaturalKey]
    public DateTime Day { get; set; }

    [NaturalKeySource]
    public void Apply(ItemAdded e) => Day = default;
}
