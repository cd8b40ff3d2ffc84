using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using global::Marten;
using global::Marten.Linq;
using global::Marten.Linq.MatchesSql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Linq;

public class CompiledPlanTests(PostgresFixture postgres) : LinqTest(postgres)
{
    [Fact]
    public async Task One_plan_serves_all_values_null_among_them()
    {
        await using var store = NewStore();
        await using var session = store.QuerySession();
        var template = Template(session, new ByText());
        foreach (var text in new[] { "a", null, "b" }) await session.QueryAsync(new ByText { Text = text });

        Template(session, new ByText()).ShouldBeSameAs(template);
        template.Variants.ShouldBe(1);
        template.CommandOf(Session(session), new ByText()).CommandText.ShouldContain("d.data ->> 'Text' = :p0");
    }

    [Fact]
    public async Task A_value_that_decides_the_sql_has_a_plan_of_its_own()
    {
        await using var store = NewStore();
        await using var session = store.QuerySession();
        (await session.QueryAsync(new BySql { Sql = "d.id > 0" })).ShouldBe(0);
        (await session.QueryAsync(new BySql { Sql = "d.id < 0" })).ShouldBe(0);
        (await session.QueryAsync(new BySql { Sql = "d.id > 0" })).ShouldBe(0);

        Template(session, new BySql()).Variants.ShouldBe(2);
        Template(session, new BySql()).CommandOf(Session(session), new BySql { Sql = "d.id < 0" }).CommandText.ShouldContain("d.id < 0");
    }

    [Fact]
    public async Task The_first_query_of_a_type_and_its_session_are_not_kept_alive()
    {
        await using var store = NewStore();
        var (query, session) = await RunAsync(store);

        // The frame that has just waited for the query still refers to it.
        await Task.Yield();
        for (var i = 0; i < 10 && (query.IsAlive || session.IsAlive); i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        query.IsAlive.ShouldBeFalse();
        session.IsAlive.ShouldBeFalse();
    }

    private static async Task<(WeakReference Query, WeakReference Session)> RunAsync(DocumentStore store)
    {
        await using var session = store.QuerySession();
        var query = new ByText { Text = "a" };
        await session.QueryAsync(query);
        return (new WeakReference(query), new WeakReference(session));
    }

    private static global::Marten.Internal.Sessions.QuerySession Session(IQuerySession session) => (global::Marten.Internal.Sessions.QuerySession)session;

    private static global::Marten.Engine.Linq.Compiled.CompiledTemplate<Sample, TOut> Template<TOut>(IQuerySession session, ICompiledQuery<Sample, TOut> query) =>
        Session(session).Core.Store.Queries.Compiled.For(query, Session(session));

    public class ByText : ICompiledQuery<Sample, int>
    {
        public string? Text { get; set; }

        public Expression<Func<IMartenQueryable<Sample>, int>> QueryIs() => q => q.Count(x => x.Text == Text);
    }

    public class BySql : ICompiledQuery<Sample, int>
    {
        public string Sql { get; set; } = "TRUE";

        public Expression<Func<IMartenQueryable<Sample>, int>> QueryIs() => q => q.Count(x => x.MatchesSql(Sql));
    }
}
