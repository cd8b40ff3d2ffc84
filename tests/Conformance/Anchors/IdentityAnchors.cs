using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Conformance.Stores;
using AdvancedAlchemy.Marten.Testing;

namespace AdvancedAlchemy.Marten.Conformance.Anchors;

public class IdentityAnchors(PostgresFixture postgres) : LayerTest(postgres)
{
    [Fact]
    public async Task P12_A_generator_of_the_users_own_works_for_text_ids()
    {
        var store = Store();
        CustomPaper paper = new() { Title = "a" };
        await SaveAsync(store, paper);
        paper.Id.ShouldStartWith("T-");
        (await ReadAsync<CustomPaper>(store, paper.Id)).ShouldNotBeNull();
    }

    [Fact]
    public void P13_P14_UUIDs_of_version_7_rise_also_within_a_millisecond()
    {
        var ids = Enumerable.Range(0, 100_000).Select(_ => new UuidV7Paper().Id).ToArray();
        ids.ShouldAllBe(id => id.Version == 7);
        ids.Zip(ids.Skip(1)).Count(pair => pair.First.CompareTo(pair.Second) >= 0).ShouldBe(0);
    }
}
