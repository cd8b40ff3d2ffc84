using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The page "Searching on Boolean Fields".</summary>
public class BooleansPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_boolean_member_is_a_condition_by_itself()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Flag))).ShouldBe([1, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.Flag))).ShouldBe([2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Flag == true))).ShouldBe([1, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Flag == false))).ShouldBe([2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Flag && x.Number > 1))).ShouldBe([5]);
    }
}
