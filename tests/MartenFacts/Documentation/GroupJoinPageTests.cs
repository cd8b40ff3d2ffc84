using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;

namespace MartenFacts.Documentation;

/// <summary>The page "Joining Documents with GroupJoin".</summary>
public class GroupJoinPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private async Task<IDocumentSession> ShopAsync(Action<StoreOptions>? configure = null)
    {
        var session = Store(configure).LightweightSession();
        var (anne, bob, carl) = (new Customer { Name = "Anne", City = "Rome" }, new Customer { Name = "Bob", City = "Oslo" }, new Customer { Name = "Carl", City = "Bern" });
        session.Store(anne, bob, carl);
        session.Store(
            new Order { CustomerId = anne.Id, Status = "open", Amount = 10.5m },
            new Order { CustomerId = anne.Id, Status = "paid", Amount = 20m },
            new Order { CustomerId = bob.Id, Status = "open", Amount = 5m });
        session.Store(new Employee { Name = "Eve", City = "Rome" }, new Employee { Name = "Fred", City = "Paris" });
        await session.SaveChangesAsync();
        return session;
    }

    private static async Task<(string Name, decimal Amount)[]> AmountsAsync(IDocumentSession session)
    {
        var rows = await session.Query<Customer>()
            .GroupJoin(session.Query<Order>(), c => c.Id, o => o.CustomerId, (c, orders) => new { c, orders })
            .SelectMany(x => x.orders, (x, o) => new { CustomerName = x.c.Name, OrderAmount = o.Amount })
            .ToListAsync();
        return [.. rows.Select(r => (r.CustomerName, r.OrderAmount)).Order()];
    }

    [Fact]
    public async Task Documents_that_match_come_in_pairs()
    {
        await using var session = await ShopAsync();

        (await AmountsAsync(session)).ShouldBe([("Anne", 10.5m), ("Anne", 20m), ("Bob", 5m)]);
    }

    [Fact]
    public async Task Members_of_both_sides_are_selected()
    {
        await using var session = await ShopAsync();

        var rows = await session.Query<Customer>()
            .GroupJoin(session.Query<Order>(), c => c.Id, o => o.CustomerId, (c, orders) => new { c, orders })
            .SelectMany(x => x.orders, (x, o) => new { Customer = x.c.Name, Order = o.Status, o.Amount })
            .ToListAsync();

        rows.Count(r => r.Customer == "Anne" && r.Order == "paid" && r.Amount == 20m).ShouldBe(1);
        rows.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Text_may_be_what_pairs_documents()
    {
        await using var session = await ShopAsync();

        var rows = await session.Query<Customer>()
            .GroupJoin(session.Query<Employee>(), c => c.City, e => e.City, (c, employees) => new { c, employees })
            .SelectMany(x => x.employees, (x, e) => new { Customer = x.c.Name, Employee = e.Name, x.c.City })
            .ToListAsync();

        rows.Select(r => (r.Customer, r.Employee, r.City)).ShouldBe([("Anne", "Eve", "Rome")]);
    }

    [Fact]
    public async Task Documents_without_a_partner_have_null_for_its_members()
    {
        await using var session = await ShopAsync();

        var rows = await session.Query<Customer>()
            .GroupJoin(session.Query<Order>(), c => c.Id, o => o.CustomerId, (c, orders) => new { c, orders })
            .SelectMany(x => x.orders.DefaultIfEmpty(), (x, o) => new { CustomerName = x.c.Name, OrderAmount = (decimal?)o!.Amount })
            .ToListAsync();

        rows.Select(r => (r.CustomerName, r.OrderAmount)).OrderBy(r => r.CustomerName).ThenBy(r => r.OrderAmount)
            .ShouldBe([("Anne", 10.5m), ("Anne", 20m), ("Bob", 5m), ("Carl", null)]);
    }

    [Fact]
    public async Task Columns_of_their_own_are_joined_by()
    {
        await using var session = await ShopAsync(o =>
        {
            o.Schema.For<Order>().Duplicate(x => x.CustomerId);
            o.Schema.For<Customer>().Duplicate(x => x.City);
            o.Schema.For<Employee>().Duplicate(x => x.City);
        });

        (await AmountsAsync(session)).ShouldBe([("Anne", 10.5m), ("Anne", 20m), ("Bob", 5m)]);
        (await session.Query<Customer>()
            .GroupJoin(session.Query<Employee>(), c => c.City, e => e.City, (c, employees) => new { c, employees })
            .SelectMany(x => x.employees, (x, e) => new { x.c.Name, Other = e.Name })
            .SingleAsync()).Other.ShouldBe("Eve");
    }

    [Fact]
    public async Task Pairs_are_counted_and_the_first_is_taken()
    {
        await using var session = await ShopAsync();
        var pairs = session.Query<Customer>()
            .GroupJoin(session.Query<Order>(), c => c.Id, o => o.CustomerId, (c, orders) => new { c, orders })
            .SelectMany(x => x.orders, (x, o) => new { CustomerName = x.c.Name, o.Amount });

        (await pairs.CountAsync()).ShouldBe(3);
        (await pairs.FirstAsync()).CustomerName.ShouldBeOneOf("Anne", "Bob");
    }

    [Fact]
    public async Task Groups_themselves_are_refused()
    {
        await using var session = await ShopAsync();
        var groups = session.Query<Customer>().GroupJoin(session.Query<Order>(), c => c.Id, o => o.CustomerId, (c, orders) => new { c, orders });

        await Should.ThrowAsync<BadLinqExpressionException>(() => groups.ToListAsync());
    }

    public class Customer
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public string City { get; set; } = "";
    }

    public class Order
    {
        public Guid Id { get; set; }

        public Guid CustomerId { get; set; }

        public string Status { get; set; } = "";

        public decimal Amount { get; set; }
    }

    public class Employee
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public string City { get; set; } = "";
    }
}
