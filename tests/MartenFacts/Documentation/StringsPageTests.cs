using System.Text.RegularExpressions;
using AdvancedAlchemy.Marten.Testing;

namespace MartenFacts.Documentation;

/// <summary>The page "Searching on String Fields".</summary>
public class StringsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Strings_are_searched_by_their_parts()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.StartsWith("A")))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.EndsWith("ray")))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.Contains("ma")))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.Equals("beta")))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.String!.Contains("ma")))).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Case_does_not_count_where_the_comparison_says_so()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.StartsWith("a", StringComparison.OrdinalIgnoreCase)))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.Contains("TA", StringComparison.OrdinalIgnoreCase)))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.EndsWith("RAY", StringComparison.InvariantCultureIgnoreCase)))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.Equals("BETA", StringComparison.OrdinalIgnoreCase)))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.ToLower() == "alpha"))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.ToUpperInvariant() == "BETA"))).ShouldBe([2]);
    }

    [Fact]
    public async Task Null_and_empty_strings_are_found()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => string.IsNullOrEmpty(x.String)))).ShouldBe([10]);
        (await NumbersAsync(session.Query<Target>().Where(x => string.IsNullOrWhiteSpace(x.String)))).ShouldBe([10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String == null))).ShouldBe([10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.String != null))).ShouldBe([1, 2, 5]);
    }

    [Fact]
    public async Task A_regular_expression_is_matched_by_the_server()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => Regex.IsMatch(x.String!, "^[A-G]")))).ShouldBe([1, 5]);
    }

    [Fact]
    public async Task Two_members_are_compared_with_each_other()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.String == x.AnotherString))).ShouldBe([1]);
    }
}
