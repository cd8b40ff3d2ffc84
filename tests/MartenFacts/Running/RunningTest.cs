using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Running;

/// <summary>Five books, and a store to ask for them.</summary>
public abstract class RunningTest(PostgresFixture postgres) : FactsTest(postgres)
{
    protected static readonly Book[] Books =
    [
        new() { Id = Guid.NewGuid(), Title = "Alpha", Pages = 100, Genre = Genre.Novel, Tags = ["a", "b"] },
        new() { Id = Guid.NewGuid(), Title = "Beta", Pages = 200, Genre = Genre.Poetry, Tags = ["b"] },
        new() { Id = Guid.NewGuid(), Title = "Gamma", Pages = 300, Genre = Genre.Novel },
        new() { Id = Guid.NewGuid(), Title = "100% Delta", Pages = 400, Genre = Genre.Poetry },
        new() { Id = Guid.NewGuid(), Pages = 500, Genre = Genre.Novel },
    ];

    protected async Task<DocumentStore> LibraryAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, Books);
        return store;
    }
}
