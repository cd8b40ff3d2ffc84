using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Races;

public class LinkRaces(PostgresFixture postgres) : RaceTest(postgres)
{
    [Theory]
    [InlineData(50)]
    [InlineData(5)]
    public async Task No_link_dangles_when_its_target_is_deleted_meanwhile(int connections)
    {
        var store = Store(connections);
        await WarmAsync(store, connections);
        BigIntTopic[] topics = [.. Enumerable.Range(0, 5).Select(i => new BigIntTopic { Name = $"{i}" })];
        await SaveAsync(store, topics);

        var results = await RaceAsync(50, i =>
        {
            var session = store.LightweightSession();
            if (i % 10 == 0) session.Delete(topics[i / 10]);
            else session.Store(new BigIntPaper { Title = $"{i}", TopicIds = [topics[i % 5].Id] });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });

        results.Where(r => r is not null).ShouldAllBe(r => r is MissingLinkTargetException);
        results.Where((r, i) => i % 10 == 0).ShouldAllBe(r => r == null);
        (await PapersAsync(store)).Count.ShouldBe(results.Where((_, i) => i % 10 != 0).Count(r => r is null));
        (await store.FindDanglingLinksAsync().ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_link_restricts_either_the_link_or_the_deletion_is_refused()
    {
        var store = Store();
        await WarmAsync(store, 50);
        BigIntTopic[] topics = [.. Enumerable.Range(0, 25).Select(i => new BigIntTopic { Name = $"{i}" })];
        await SaveAsync(store, topics);

        var results = await RaceAsync(50, i =>
        {
            var session = store.LightweightSession();
            if (i % 2 == 0) session.Delete(topics[i / 2]);
            else session.Store(new BigIntPaper { Title = $"{i}", SourceIds = [topics[i / 2].Id] });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });

        results.Where((r, i) => i % 2 == 0 && r is not null).ShouldAllBe(r => r is LinkedDocumentException);
        results.Where((r, i) => i % 2 == 1 && r is not null).ShouldAllBe(r => r is MissingLinkTargetException);
        for (var i = 0; i < 25; i++) new[] { results[2 * i], results[(2 * i) + 1] }.Count(r => r is null).ShouldBe(1);
        (await store.FindDanglingLinksAsync().ToListAsync()).ShouldBeEmpty();
    }
}
