#pragma warning disable CS8714 // Marten says notnull of results that may well be null
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Shapes;

public class SelectTests(PostgresFixture postgres) : FactsTest(postgres)
{
    private static readonly Order[] Orders =
    [
        new() { Id = new OrderId(new Guid(1, 0, 0, new byte[8])), Number = 1, Status = Status.Open, At = new DateTimeOffset(2024, 1, 1, 12, 0, 0, TimeSpan.FromHours(2)), Buyer = new("Ann", new("Rome")), Tags = ["x", "y"], Prices = new() { ["eur"] = 5 } },
        new() { Id = new OrderId(new Guid(2, 0, 0, new byte[8])), Number = 2, Status = Status.Closed, At = DateTimeOffset.UnixEpoch, Buyer = new("Bob", null), Tags = ["x"] },
        new() { Id = new OrderId(new Guid(3, 0, 0, new byte[8])), Number = 3, Status = Status.Open, At = DateTimeOffset.UnixEpoch, Buyer = null, Discount = 7 },
    ];

    private async Task<IQueryable<Order>> QueryAsync()
    {
        var store = Store();
        await SaveAsync(store, Orders);
        return store.QuerySession().Query<Order>().OrderBy(x => x.Number);
    }

    [Fact]
    public async Task Select_of_one_member_gives_it_in_its_type()
    {
        var query = await QueryAsync();

        (await query.Select(x => x.Status).ToListAsync()).ShouldBe([Status.Open, Status.Closed, Status.Open]);
        (await query.Select(x => x.At).FirstAsync()).ShouldBe(new DateTimeOffset(2024, 1, 1, 10, 0, 0, TimeSpan.Zero));
        (await query.Select(x => x.Id).ToListAsync()).ShouldBe(Orders.Select(o => o.Id));
        (await query.Select(x => x.Discount).ToListAsync()).ShouldBe([null, null, 7]);
        (await query.Select(x => x.Tags).FirstAsync()).ShouldBe(["x", "y"]);
        (await query.Select(x => x.Prices).FirstAsync())["eur"].ShouldBe(5);
        (await query.Select(x => x.Buyer!.Address!.City).ToListAsync()).ShouldBe(["Rome", null!, null!]);
    }

    [Fact]
    public async Task Select_makes_whatever_a_lambda_can_make()
    {
        var query = await QueryAsync();
        var factor = 10;

        (await query.Select(x => new Summary(x.Number, x.Buyer!.Name)).ToListAsync()).ShouldBe([new(1, "Ann"), new(2, "Bob"), new(3, null)]);
        (await query.Select(x => new Row { Number = x.Number * factor, City = x.Buyer!.Address!.City }).ToListAsync()).Select(r => (r.Number, r.City))
            .ShouldBe([(10, "Rome"), (20, null!), (30, null!)]);
        (await query.Select(x => new { x.Number, Buyer = new { x.Buyer!.Name, City = x.Buyer.Address!.City } }).FirstAsync()).Buyer.City.ShouldBe("Rome");
        (await query.Select(x => new { Tags = x.Tags.Select(t => t + "!").ToList(), Count = x.Tags.Count, Map = new Dictionary<string, int> { { "n", x.Number } } }).FirstAsync())
            .ShouldSatisfyAllConditions(r => r.Tags.ShouldBe(["x!", "y!"]), r => r.Count.ShouldBe(2), r => r.Map["n"].ShouldBe(1));
        (await query.Select(x => x.Status == Status.Open ? "open" : "closed").ToListAsync()).ShouldBe(["open", "closed", "open"]);
        (await query.Select(x => new { x.Number, Text = Describe(x) }).ToListAsync()).Select(r => r.Text).ShouldBe(["1 Ann", "2 Bob", "3 nobody"]);
        (await query.Select(x => new object[] { x.Number, factor }).FirstAsync()).ShouldBe([1, 10]);
        (await query.Select(x => x.Discount ?? -1).ToListAsync()).ShouldBe([-1, -1, 7]);
    }

    [Fact]
    public async Task Distinct_leaves_each_value_once_and_takes_further_operators()
    {
        var store = Store();
        await SaveAsync(store, Orders);
        await using var session = store.QuerySession();
        var states = session.Query<Order>().Select(x => x.Status).Distinct();
        var pairs = session.Query<Order>().Select(x => new { x.Status, Name = x.Buyer!.Name, Fixed = 1 }).Distinct();

        (await states.OrderBy(s => s).ToListAsync()).ShouldBe([Status.Open, Status.Closed]);
        (await states.CountAsync()).ShouldBe(2);
        (await states.OrderByDescending(s => s).FirstAsync()).ShouldBe(Status.Closed);
        (await states.OrderBy(s => s).Skip(1).Take(5).ToListAsync()).ShouldBe([Status.Closed]);
        (await states.Where(s => s == Status.Open).CountAsync()).ShouldBe(1);
        (await states.OrderBy(s => s).Stats(out var statistics).Take(1).ToListAsync()).ShouldBe([Status.Open]);
        statistics.TotalResults.ShouldBe(2);
        (await pairs.CountAsync()).ShouldBe(3);
        (await pairs.ToListAsync()).Count.ShouldBe(3);
        (await session.Query<Order>().SelectMany(x => x.Tags).Distinct().MaxAsync(t => t)).ShouldBe("y");
    }

    [Fact]
    public async Task Distinct_of_what_is_worked_out_in_memory_is_refused()
    {
        var query = await QueryAsync();

        await Should.ThrowAsync<BadLinqExpressionException>(() => query.Select(x => Describe(x)).Distinct().ToListAsync());
        await Should.ThrowAsync<BadLinqExpressionException>(() => query.Select(x => x.Number + 1).Distinct().ToListAsync());
        await Should.ThrowAsync<BadLinqExpressionException>(() => query.Select(x => new { x.Number, x.Status }).Distinct().Select(r => r.Status).ToListAsync());
    }

    [Fact]
    public async Task DistinctBy_keeps_the_first_of_each_key_in_the_order_that_was_asked_for()
    {
        var store = Store();
        await SaveAsync(store, Orders);
        await using var session = store.QuerySession();

        (await session.Query<Order>().Select(x => new { x.Number, x.Status }).OrderByDescending(r => r.Number).DistinctBy(r => r.Status).ToListAsync())
            .Select(r => r.Number).ShouldBe([3, 2]);
        (await session.Query<Order>().OrderBy(x => x.Number).DistinctBy(x => x.Status).ToListAsync()).Select(x => x.Number).ShouldBe([1, 2]);
        (await session.Query<Order>().DistinctBy(x => x.Status).CountAsync()).ShouldBe(2);
        (await session.Query<Order>().OrderBy(x => x.Number).DistinctBy(x => new { x.Status, x.Buyer!.Name }).Skip(1).Take(1).ToListAsync()).Single().Number.ShouldBe(2);
        (await session.Query<Order>().OrderBy(x => x.Number).DistinctBy(x => x.Status).Stats(out var statistics).Take(1).ToListAsync()).Count.ShouldBe(1);
        statistics.TotalResults.ShouldBe(2);
    }

    private static string Describe(Order order) => $"{order.Number} {order.Buyer?.Name ?? "nobody"}";

    public enum Status
    {
        Open,
        Closed,
    }

    public readonly record struct OrderId(Guid Value);

    public record Address(string City);

    public record Buyer(string Name, Address? Address);

    public record Summary(int Number, string? Name);

    public class Row
    {
        public int Number { get; set; }

        public string? City { get; set; }
    }

    public class Order
    {
        public OrderId Id { get; set; }

        public int Number { get; set; }

        public Status Status { get; set; }

        public DateTimeOffset At { get; set; }

        public Buyer? Buyer { get; set; }

        public int? Discount { get; set; }

        public List<string> Tags { get; set; } = [];

        public Dictionary<string, int> Prices { get; set; } = [];
    }
}
