using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.Members;
using Marten.Linq.Parsing;
using Weasel.Postgresql;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Extending Marten's Linq Support": what helps a parser to tell values from members.</summary>
public class ParserHelpPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Values_become_parameters_and_members_become_their_place()
    {
        await using var session = await TargetsAsync(o => o.Linq.MethodCallParsers.Add(new IsSpelledParser()));
        foreach (var (text, expected) in new[] { ("beta", new[] { 2 }), ("' or true --", []), ("Gamma ray", [5]) })
        {
            (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 0 && x.String!.IsSpelled(text)))).ShouldBe(expected);
        }

        (await NumbersAsync(session.Query<Target>().Where(x => x.String!.IsSpelled(x.AnotherString)))).ShouldBe([1]);
    }

    [Fact]
    public async Task The_path_of_a_member_is_written_for_jsonpath()
    {
        await using var session = await TargetsAsync(o => o.Linq.MethodCallParsers.Add(new IsBetweenParser()));

        (await NumbersAsync(session.Query<Target>().Where(x => x.Inner!.Number.IsBetween(2, 9)))).ShouldBe([2, 5]);
    }

    [Fact]
    public void Expressions_of_documents_have_no_value()
    {
        var captured = 5;
        Expression<Func<Target, bool>> filter = x => x.Number == captured;
        var (member, value) = ((BinaryExpression)filter.Body is var both ? (both.Left, both.Right) : default);

        value.TryToParseConstant(out var constant).ShouldBeTrue();
        constant!.Value.ShouldBe(5);
        member.TryToParseConstant(out _).ShouldBeFalse();
        (value.IsValueExpression(), member.IsValueExpression(), ((Expression?)null).IsValueExpression()).ShouldBe((true, false, false));
        (((MemberExpression)value).IsCompilableExpression(), ((MemberExpression)member).IsCompilableExpression()).ShouldBe((true, false));
    }

    [Fact]
    public void Single_values_are_told_from_objects()
    {
        foreach (var type in new[] { typeof(int), typeof(string), typeof(Color?), typeof(Guid), typeof(DateOnly), typeof(decimal?) }) type.IsValueTypeForQuerying().ShouldBeTrue(type.Name);
        foreach (var type in new[] { typeof(Inner), typeof(int[]), typeof(List<string>) }) type.IsValueTypeForQuerying().ShouldBeFalse(type.Name);
    }

    private sealed class IsSpelledParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsSpelled);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression) =>
            new Equality(memberCollection.ReduceToValue(expression.Arguments[0]), memberCollection.ReduceToValue(expression.Arguments[1]));
    }

    private sealed class IsBetweenParser : IMethodCallParser
    {
        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomMethods.IsBetween);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression)
        {
            var path = memberCollection.MemberFor(expression.Arguments[0]).WriteJsonPath();
            return new WhereFragment(
                $"jsonb_path_exists(d.data, '$.{path} ? (@ {"=".CorrectJsonPathOperator()} $low || (@ > $low && @ < $high))', jsonb_build_object('low', ?, 'high', ?))",
                expression.Arguments[1].Value(),
                expression.Arguments[2].Value());
        }
    }

    private sealed class Equality(ISqlFragment left, ISqlFragment right) : ISqlFragment
    {
        public void Apply(ICommandBuilder builder)
        {
            left.Apply(builder);
            builder.Append(" = ");
            right.Apply(builder);
        }
    }
}
