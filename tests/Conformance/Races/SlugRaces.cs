using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Testing;

namespace AdvancedAlchemy.Marten.Conformance.Races;

public class SlugRaces(PostgresFixture postgres) : RaceTest(postgres)
{
    [Theory]
    [InlineData(50)]
    [InlineData(5)]
    public async Task Fifty_sessions_with_one_title_get_fifty_slugs(int connections)
    {
        var store = Store(connections);
        await WarmAsync(store, connections);
        var results = await RaceAsync(50, _ =>
        {
            var session = store.LightweightSession();
            session.Store(new BigIntPaper { Title = "Race" });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.Select(r => r?.ToString()).ShouldAllBe(r => r == null);
        (await PapersAsync(store)).Select(p => p.Slug).ShouldBe(Slugs(50), ignoreOrder: true);
    }

    [Theory]
    [InlineData(20, 50)]
    [InlineData(1, 50)]
    [InlineData(20, 5)]
    public async Task All_640_papers_of_32_sessions_get_slugs_of_one_title(int perCommit, int connections)
    {
        var store = Store(connections);
        await WarmAsync(store, connections);
        var results = await RaceAsync(32, _ => Task.FromResult<Func<Task>>(async () =>
        {
            for (var saved = 0; saved < 20; saved += perCommit)
            {
                await using var session = store.LightweightSession();
                session.Store([.. Enumerable.Range(0, perCommit).Select(_ => new BigIntPaper { Title = "Race" })]);
                await session.SaveChangesAsync();
            }
        }));
        results.Select(r => r?.ToString()).ShouldAllBe(r => r == null);
        (await PapersAsync(store)).Select(p => p.Slug).ShouldBe(Slugs(640), ignoreOrder: true);
    }

    private static IEnumerable<string> Slugs(int count) => Enumerable.Range(1, count).Select(i => i == 1 ? "race" : $"race-{i}");
}
