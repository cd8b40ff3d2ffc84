using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq;
using Npgsql;

namespace MartenFacts.Running;

public class CommandTests(PostgresFixture postgres) : RunningTest(postgres)
{
    [Fact]
    public async Task A_command_has_named_parameters_and_runs_on_any_connection()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var title = "Beta";
        var query = session.Query<Book>().Where(b => b.Title == title && b.Pages > 100);

        await using var command = query.ToCommand();
        command.CommandText.ShouldContain(":p0");
        command.CommandText.ShouldContain(":p1");
        command.CommandText.ShouldNotContain("$1");
        command.Parameters["p0"].Value.ShouldBe("Beta");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        command.Connection = connection;
        (await command.ExecuteScalarAsync()).ShouldBeOfType<string>().ShouldContain("Beta");
    }

    [Theory]
    [InlineData(FetchType.Count, "count(*)")]
    [InlineData(FetchType.FetchOne, "LIMIT 1")]
    [InlineData(FetchType.Any, "TRUE")]
    [InlineData(FetchType.FetchMany, "d.data")]
    public async Task The_fetch_type_decides_what_is_selected(FetchType type, string part)
    {
        await using var session = Store().QuerySession();
        session.Query<Book>().ToCommand(type).CommandText.ShouldContain(part);
    }

    [Fact]
    public async Task Explain_tells_the_plan_and_what_it_was_asked_for()
    {
        var store = await LibraryAsync();
        await using var session = store.QuerySession();
        var query = session.Query<Book>().Where(b => b.Pages > 100).OrderBy(b => b.Title);

        var plan = await query.ExplainAsync();
        plan.NodeType.ShouldBe("Sort");
        plan.SortKey.Length.ShouldBe(1);
        plan.TotalCost!.Value.ShouldBeGreaterThan(0);
        plan.ActualTotalTime.ShouldBeNull();
        plan.Command.CommandText.ShouldStartWith("select");
        plan.Plans.Single().RelationName.ShouldBe("mt_doc_book");

        var measured = await query.ExplainAsync(configureExplain: c => c.Analyze().Verbose().Costs().Buffers().Timing());
        measured.ExecutionTime.ShouldBeGreaterThan(0);
        measured.ActualRows.ShouldBe(4);
        measured.SortMethod.ShouldNotBeNull();
        measured.Output.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Diagnostics_show_the_command_and_the_plan_of_a_compiled_query()
    {
        IDocumentStore store = await LibraryAsync();
        var query = new CountOf { Pages = 250 };

        var command = store.Diagnostics.PreviewCommand(query);
        command.CommandText.ShouldContain("count(*)");
        command.Parameters.Single<NpgsqlParameter>().Value.ShouldBe(250);
        (await store.Diagnostics.ExplainPlanAsync(query))!.NodeType.ShouldBe("Aggregate");
        store.Diagnostics.GetPostgresVersion().Major.ShouldBeGreaterThan(9);
    }

    [Fact]
    public async Task An_enumeration_can_be_cancelled_and_gives_its_connection_back_when_it_stops()
    {
        var store = await LibraryAsync(o => o.Connection(ConnectionString + ";Maximum Pool Size=1;Timeout=20"));
        await using var session = store.QuerySession();
        using var cancellation = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(async () =>
        {
            await foreach (var book in session.Query<Book>().OrderBy(b => b.Pages).ToAsyncEnumerable(cancellation.Token))
            {
                book.Pages.ShouldBe(100);
                await cancellation.CancelAsync();
            }
        });

        await foreach (var _ in session.Query<Book>().ToAsyncEnumerable()) break;
        (await session.Query<Book>().CountAsync()).ShouldBe(5);
    }
}
