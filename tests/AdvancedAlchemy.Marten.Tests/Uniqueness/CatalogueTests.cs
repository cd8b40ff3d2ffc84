using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class CatalogueTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private const int Items = 20_000;
    private const int Tags = 300;
    private const int Sessions = 8;
    private const int PerSave = 500;

    [Theory]
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Twenty_thousand_items_share_three_hundred_tags_imported_by_eight_sessions(UniqueScope scope)
    {
        var store = Store(o => o.Schema.For<Post>().LinksTo<Post, Tag>(p => p.TagIds), name: $"Catalogue{scope}");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await Parallel.ForEachAsync(Enumerable.Range(0, Items).Chunk(PerSave), new ParallelOptions { MaxDegreeOfParallelism = Sessions }, async (items, token) =>
        {
            await using var session = store.LightweightSession();
            var tags = (await session.AsUniqueAsync<Tag, string>(items.SelectMany(NamesOf), scope, token: token)).ToDictionary(t => t.Name, t => t.Id);
            session.Store(items.Select(i => new Post { Title = $"{i}", TagIds = [.. NamesOf(i).Select(n => tags[n])] }));
            await session.SaveChangesAsync(token);
        });

        await using var query = store.QuerySession();
        var stored = await query.Query<Tag>().ToListAsync();
        stored.Count.ShouldBe(Tags);
        stored.Select(t => t.Name).Distinct().Count().ShouldBe(Tags);
        var nameOf = stored.ToDictionary(t => t.Id, t => t.Name);
        var posts = await query.Query<Post>().ToListAsync();
        posts.Count.ShouldBe(Items);
        posts.ShouldAllBe(p => p.TagIds.Select(id => nameOf[id]).SequenceEqual(NamesOf(int.Parse(p.Title, System.Globalization.CultureInfo.InvariantCulture))));
    }

    private static IEnumerable<string> NamesOf(int item) => [$"tag {item % Tags}", $"tag {(item + 1 + (item % 7)) % Tags}", $"tag {(item + 100) % Tags}"];
}
