using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Querying within Child Collections".</summary>
public class ChildCollectionsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Any_asks_for_elements_with_equal_members()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Number == 6)))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Number == 6 && c.Name == "x")))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Name == "y") || x.Number == 10))).ShouldBe([1, 10]);
    }

    [Fact]
    public async Task Any_without_a_condition_asks_whether_there_are_elements()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any()))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.Children.Any()))).ShouldBe([5, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.IsEmpty()))).ShouldBe([5, 10]);
    }

    [Fact]
    public async Task Any_takes_conditions_that_are_no_equalities()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Number < 5)))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Name!.StartsWith("y"))))).ShouldBe([1]);
    }

    [Fact]
    public async Task Collections_of_the_elements_of_collections_are_searched()
    {
        await using var session = await TargetsAsync();
        string[] colors = ["red", "blue"];

        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Children.Any(s => s.Number == 5))))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Tags.Contains("green"))))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any(c => c.Tags.Any(t => colors.Contains(t)))))).ShouldBe([2]);
    }

    [Fact]
    public async Task Contains_searches_collections_of_simple_values()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.NumberArray.Contains(3)))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.NumberArray.Contains(3)))).ShouldBe([5, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NumberArray.Contains(1) && x.NumberArray.Contains(2)))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.Contains("c")))).ShouldBe([10]);
    }

    [Fact]
    public async Task The_number_of_elements_is_a_condition()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Count() == 2))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Count > 0))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NumberArray.Length == 3))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Count(c => c.Number == 6) == 1))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task IsOneOf_asks_for_elements_among_some_values()
    {
        await using var session = await TargetsAsync();
        string[] wanted = ["a", "c"];

        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.Any(t => wanted.Contains(t))))).ShouldBe([1, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.Any(t => t.IsOneOf("a", "c"))))).ShouldBe([1, 10]);
    }

    [Fact]
    public async Task All_holds_for_every_element()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.Any() && x.Tags.All(t => t == "b")))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children.Any() && x.Children.All(c => c.Number > 5)))).ShouldBe([2]);
    }

    [Fact]
    public async Task Sets_are_compared_with_sets()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.IsSupersetOf("a", "b")))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.IsSupersetOf(new List<string> { "b" })))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags.IsSubsetOf("a", "b")))).ShouldBe([1, 2, 5]);
    }

    [Fact]
    public async Task An_element_is_found_by_its_index()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Tags[0] == "b"))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Children[0].Name == "x"))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Elements_are_added_up_in_a_condition()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.NumberArray.Sum() == 7))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.NumberArray.Max() > 3))).ShouldBe([2]);
    }
}
