using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>Data as the examples of the documentation have it, and a store to ask for it.</summary>
public abstract class DocumentationTest(PostgresFixture postgres) : FactsTest(postgres)
{
    protected static readonly User[] Users =
    [
        new() { Id = Guid.NewGuid(), UserName = "jeremy", FirstName = "Jeremy", LastName = "Miller", Age = 40, Roles = ["admin"] },
        new() { Id = Guid.NewGuid(), UserName = "max", FirstName = "Max", LastName = "Miller", Age = 8, Internal = true },
        new() { Id = Guid.NewGuid(), UserName = "lindsey", FirstName = "Lindsey", LastName = "Jones", Age = 35, Roles = ["admin", "editor"] },
        new() { Id = Guid.NewGuid(), UserName = "bill", FirstName = "Bill", LastName = "Smith", Age = 60 },
    ];

    protected static readonly Target[] Targets =
    [
        new()
        {
            Id = Guid.NewGuid(), Number = 1, NullableNumber = 10, Double = 1.5, Decimal = 10.5m, String = "Alpha", AnotherString = "Alpha", Flag = true, Color = Color.Blue, Date = new DateTime(2020, 1, 1),
            When = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Inner = new Inner { Number = 1, String = "one", Deeper = new Inner { Number = 11 } }, NumberArray = [1, 2, 3], Tags = ["a", "b"],
            Children = [new Child { Number = 1, Name = "x", Tags = ["green"], Children = [new Child { Number = 5 }] }, new Child { Number = 6, Name = "y" }],
            Labels = new Dictionary<string, string> { ["color"] = "blue" },
        },
        new()
        {
            Id = Guid.NewGuid(), Number = 2, Double = 2.5, Decimal = 20.5m, String = "beta", AnotherString = "Gamma", Color = Color.Green, Date = new DateTime(2021, 1, 1),
            When = new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero), Inner = new Inner { Number = 2, String = "two" }, NumberArray = [3, 4], Tags = ["b"],
            Children = [new Child { Number = 6, Name = "x", Tags = ["red"] }], Labels = new Dictionary<string, string> { ["color"] = "red", ["size"] = "L" },
        },
        new()
        {
            Id = Guid.NewGuid(), Number = 5, NullableNumber = 50, Double = 5.5, Decimal = 50.5m, String = "Gamma ray", AnotherString = "x", Flag = true, Color = Color.Red, Date = new DateTime(2022, 1, 1),
            When = new DateTimeOffset(2022, 1, 1, 0, 0, 0, TimeSpan.Zero), Inner = new Inner { Number = 5 },
        },
        new() { Id = Guid.NewGuid(), Number = 10, Date = new DateTime(2023, 1, 1), When = new DateTimeOffset(2023, 1, 1, 0, 0, 0, TimeSpan.Zero), Tags = ["c"] },
    ];

    protected async Task<IDocumentSession> TargetsAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, Targets);
        return store.LightweightSession();
    }

    protected async Task<IDocumentSession> UsersAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, Users);
        return store.LightweightSession();
    }

    /// <summary>The numbers of the targets that the query finds, in order of the numbers.</summary>
    protected static async Task<int[]> NumbersAsync(IQueryable<Target> query) => [.. (await query.ToListAsync()).Select(t => t.Number).Order()];

    protected static async Task<string[]> NamesAsync(IQueryable<User> query) => [.. (await query.ToListAsync()).Select(u => u.UserName).Order(StringComparer.Ordinal)];
}
