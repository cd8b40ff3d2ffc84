using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.Members;
using Marten.Linq.Parsing;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Extending Marten's Linq Support".</summary>
public class ExtendingLinqPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_method_of_ones_own_is_a_condition_when_a_parser_knows_it()
    {
        await using var session = await TargetsAsync(o => o.Linq.MethodCallParsers.Add(new IsBlueParser()));

        (await NumbersAsync(session.Query<Target>().Where(x => x.IsBlue()))).ShouldBe([1, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => !x.IsBlue()))).ShouldBe([2, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.IsBlue() && x.Number > 1))).ShouldBe([10]);
    }

    [Fact]
    public async Task A_parser_is_given_the_captured_values_of_each_query()
    {
        await using var session = await TargetsAsync(o => o.Linq.MethodCallParsers.Add(new IsBetweenParser()));
        foreach (var (low, high, expected) in new[] { (2, 5, new[] { 2, 5 }), (1, 2, [1, 2]), (2, 5, [2, 5]), (11, 20, []) })
        {
            (await NumbersAsync(session.Query<Target>().Where(x => x.Flag == x.Flag && x.Number.IsBetween(low, high)))).ShouldBe(expected);
        }
    }

    [Fact]
    public async Task Values_of_a_parser_are_parameters_and_no_sql()
    {
        await using var session = await TargetsAsync(o => o.Linq.MethodCallParsers.Add(new IsSpelledParser()));
        var text = "x' or '1' = '1";

        (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 0 && x.String!.IsSpelled(text) && x.Number < 100))).ShouldBeEmpty();
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 0 && x.Inner!.String!.IsSpelled("two") && x.Number < 100))).ShouldBe([2]);
    }

    [Fact]
    public async Task A_method_that_no_parser_knows_is_an_error_with_its_name()
    {
        await using var session = await TargetsAsync();

        var e = await Should.ThrowAsync<Exception>(() => session.Query<Target>().Where(x => x.IsBlue()).ToListAsync());
        e.Message.ShouldContain("IsBlue");
    }

    private sealed class IsBlueParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsBlue);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression)
        {
            var locator = memberCollection.MemberFor([typeof(Target).GetProperty(nameof(Target.Color))!]).TypedLocator;
            return new WhereFragment($"{locator} = {(int)Color.Blue}");
        }
    }

    private sealed class IsBetweenParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsBetween);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression)
        {
            var locator = memberCollection.MemberFor(expression.Arguments[0]).TypedLocator;
            return new WhereFragment($"{locator} between ? and ?", expression.Arguments[1].Value(), expression.Arguments[2].Value());
        }
    }

    private sealed class IsSpelledParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsSpelled);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression) =>
            new WhereFragment($"{memberCollection.MemberFor(expression.Arguments[0]).RawLocator} = ?", expression.Arguments[1].Value());
    }
}
