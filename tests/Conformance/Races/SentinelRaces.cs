using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Races;

public class SentinelRaces(PostgresFixture postgres) : RaceTest(postgres)
{
    [Theory]
    [InlineData(DocumentTracking.None, 50)]
    [InlineData(DocumentTracking.IdentityOnly, 50)]
    [InlineData(DocumentTracking.DirtyTracking, 50)]
    [InlineData(DocumentTracking.None, 5)]
    public async Task Of_fifty_sessions_that_have_read_one_document_one_saves_it(DocumentTracking tracking, int connections)
    {
        var store = Store(connections);
        await WarmAsync(store, connections);
        BigIntPaper paper = new() { Title = "Race" };
        await SaveAsync(store, paper);

        var results = await RaceAsync(50, async i =>
        {
            var session = Open(store, tracking);
            var mine = (await session.LoadAsync<BigIntPaper>(paper.Id))!;
            mine.Title = $"{i}";
            if (tracking != DocumentTracking.DirtyTracking) session.Store(mine);
            return async () =>
            {
                await using (session) await session.SaveChangesAsync();
            };
        });

        results.Count(r => r is StaleDocumentException { HeldRevision: 1, StoredRevision: 2 }).ShouldBe(49);
        var winner = Array.FindIndex(results, r => r is null);
        var read = (await ReadAsync<BigIntPaper>(store, paper.Id))!;
        (read.Title, read.Version).ShouldBe(($"{winner}", 2));
    }

    [Fact]
    public async Task Of_fifty_sessions_that_delete_or_change_one_document_one_succeeds()
    {
        var store = Store();
        await WarmAsync(store, 50);
        BigIntPaper paper = new() { Title = "Race" };
        await SaveAsync(store, paper);

        var results = await RaceAsync(50, async i =>
        {
            var session = store.LightweightSession();
            var mine = (await session.LoadAsync<BigIntPaper>(paper.Id))!;
            if (i % 2 == 0) session.DeleteChecked(mine);
            else session.Store(mine);
            return async () =>
            {
                await using (session) await session.SaveChangesAsync();
            };
        });

        results.Count(r => r is null).ShouldBe(1);
        results.Count(r => r is StaleDocumentException).ShouldBe(49);
        ((await ReadAsync<BigIntPaper>(store, paper.Id)) is null).ShouldBe(Array.FindIndex(results, r => r is null) % 2 == 0);
    }
}
