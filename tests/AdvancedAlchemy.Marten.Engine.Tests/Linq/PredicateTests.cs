using AdvancedAlchemy.Marten.Testing;
using global::Marten;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>The same predicate, in memory and on the server, has to find the same documents.</summary>
public sealed class PredicateTests(PostgresFixture postgres) : LinqTest(postgres)
{
    [Theory]
    [MemberData(nameof(Predicates.Names), MemberType = typeof(Predicates))]
    public async Task Where_ForAPredicate_FindsWhatLinqToObjectsFinds(string name)
    {
        var predicate = Predicates.All[name];
        var store = await StoreAsync(SampleData.Make());
        await using var session = store.QuerySession();

        var found = await session.Query<Sample>().Where(predicate).ToListAsync();

        var expected = SampleData.Make().Where(predicate.Compile()).Select(s => s.Id).Order();
        found.Select(s => s.Id).Order().ShouldBe(expected, Sql(session.Query<Sample>().Where(predicate)));
    }
}
