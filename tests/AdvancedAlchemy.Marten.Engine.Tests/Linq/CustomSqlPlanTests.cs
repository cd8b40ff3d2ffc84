using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Exceptions;
using global::Marten.Linq.MatchesSql;
using global::Marten.Linq.Members;
using global::Marten.Linq.Parsing;
using Weasel.Postgresql;
using Weasel.Postgresql.SqlGeneration;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

/// <summary>Conditions that fragments and parsers from outside write: what of them is a plan, and what a parameter.</summary>
public sealed class CustomSqlPlanTests(PostgresFixture postgres) : LinqTest(postgres)
{
    private static readonly Sample[] Data = SampleData.Make();

    [Fact]
    public async Task Fragments_with_the_same_sql_share_a_plan_and_keep_their_values()
    {
        using var store = await FilledAsync("a");
        await using var session = store.QuerySession();
        foreach (var text in new[] { Data[0].Text, Data[1].Text, "no such text", "' or true --" })
        {
            var fragment = new WhereFragment("d.data ->> 'Text' = ?", text!);
            (await session.Query<Sample>().CountAsync(x => x.Id > 0 && x.MatchesSql(fragment) && x.Id < 1000)).ShouldBe(Data.Count(x => x.Text is not null && x.Text == text));
        }

        store.Queries.Plans.Count.ShouldBe(1);
        await session.Query<Sample>().CountAsync(x => x.Id > 0 && x.MatchesSql(new WhereFragment("d.data ->> 'Text' <> ?", "x")) && x.Id < 1000);
        store.Queries.Plans.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Parameters_of_a_fragment_are_numbered_after_those_before_it()
    {
        using var store = await FilledAsync("b");
        await using var session = store.QuerySession();
        var query = session.Query<Sample>().Where(x => x.Int > 1 && x.MatchesSql(new WhereFragment("d.data ->> 'A' = ? or '$1' = ?", "a", "b")) && x.Int < 9);

        Sql(query).ShouldContain("(d.data ->> 'A' = $2 or '$1' = $3)");
    }

    [Fact]
    public async Task A_fragment_that_names_its_parameters_or_writes_nothing_is_an_error()
    {
        using var store = await FilledAsync("c");
        await using var session = store.QuerySession();

        var named = new Fragment(b => b.AddParameters(new { a = 1 }));
        var empty = new Fragment(b => b.Append(""));

        Should.Throw<BadLinqExpressionException>(() => Sql(session.Query<Sample>().Where(x => x.MatchesSql(named))));
        Should.Throw<BadLinqExpressionException>(() => Sql(session.Query<Sample>().Where(x => x.MatchesSql(empty))));
    }

    [Fact]
    public async Task A_parser_is_asked_once_for_equal_values_and_again_for_others()
    {
        var parser = new LongerThanParser();
        using var store = await FilledAsync("d", o => o.Linq.MethodCallParsers.Add(parser));
        await using var session = store.QuerySession();
        foreach (var length in new[] { 1, 3, 1, 3, 1 })
        {
            (await session.Query<Sample>().CountAsync(x => x.Text!.IsLongerThan(length))).ShouldBe(Data.Count(x => x.Text is not null && x.Text.EnumerateRunes().Count() > length));
        }

        parser.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task A_parsed_method_of_an_element_is_an_error_with_its_name()
    {
        using var store = await FilledAsync("e", o => o.Linq.MethodCallParsers.Add(new LongerThanParser()));
        await using var session = store.QuerySession();

        Should.Throw<BadLinqExpressionException>(() => Sql(session.Query<Sample>().Where(x => x.Tags.Any(t => t.IsLongerThan(2))))).Message.ShouldContain("IsLongerThan");
    }

    private async Task<DocumentStore> FilledAsync(string variant, Action<StoreOptions>? configure = null)
    {
        var store = NewStore("_" + variant, configure);
        await store.BulkInsertAsync(Data);
        return store;
    }

    private sealed class Fragment(Action<ICommandBuilder> write) : ISqlFragment
    {
        public void Apply(ICommandBuilder builder) => write(builder);
    }

    private sealed class LongerThanParser : IMethodCallParser
    {
        internal int Calls { get; private set; }

        public bool Matches(MethodCallExpression expression) => expression.Method.Name == nameof(CustomSqlPlanMethods.IsLongerThan);

        public ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression)
        {
            Calls++;
            return new WhereFragment($"length({memberCollection.MemberFor(expression.Arguments[0]).RawLocator}) > ?", expression.Arguments[1].Value());
        }
    }
}
