using System.Data.Common;
using System.Text;
using AdvancedAlchemy.Marten.Testing;
using Marten.Internal.Sessions;
using Marten.Linq.QueryHandlers;
using Weasel.Postgresql;
using Weasel.Storage;

namespace MartenFacts.Documentation;

/// <summary>Questions that write their own command, in a batch and alone.</summary>
public class QueryHandlerPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task A_question_of_ones_own_is_asked_together_with_others()
    {
        await using var session = await UsersAsync();
        var batch = session.CreateBatchQuery();
        var before = session.RequestCount;

        var count = batch.Query<User>().Count();
        var oldest = batch.AddItem(new OldestOf(Schema, "Miller"));
        var other = batch.AddItem(new OldestOf(Schema, "Jones"));
        var any = batch.Query<User>().Any();
        await batch.Execute();

        (session.RequestCount - before).ShouldBe(1);
        (await count).ShouldBe(4);
        (await oldest).ShouldBe("jeremy");
        (await other).ShouldBe("lindsey");
        (await any).ShouldBeTrue();
    }

    [Fact]
    public async Task A_question_of_ones_own_is_asked_alone_and_for_its_JSON()
    {
        await using var session = await UsersAsync();
        var query = (QuerySession)session;
        using var stream = new MemoryStream();

        (await query.ExecuteHandlerAsync(new OldestOf(Schema, "Miller"), TestContext.Current.CancellationToken)).ShouldBe("jeremy");
        (await query.ExecuteHandlerAsync(new OldestOf(Schema, "' or '1' = '1"), TestContext.Current.CancellationToken)).ShouldBeNull();
        (await query.StreamJson(new OldestOf(Schema, "Smith"), stream, TestContext.Current.CancellationToken)).ShouldBe(1);
        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe("\"bill\"");
    }

    [Fact]
    public async Task Several_commands_in_one_question_are_refused()
    {
        await using var session = await UsersAsync();

        Should.Throw<NotSupportedException>(() => session.CreateBatchQuery().AddItem(new Twice(Schema))).Message.ShouldContain(nameof(Twice));
    }

    private class OldestOf(string schema, string name) : IQueryHandler<string?>
    {
        public virtual void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            builder.Append($"select data ->> 'UserName' from {schema}.mt_doc_user where data ->> 'LastName' = ");
            builder.AppendParameter(name);
            builder.Append(" order by CAST(data ->> 'Age' as integer) desc limit 1");
        }

        public async Task<string?> HandleAsync(DbDataReader reader, IStorageSession session, CancellationToken token) => await reader.ReadAsync(token) ? reader.GetString(0) : null;

        public async Task<int> StreamJson(Stream stream, DbDataReader reader, CancellationToken token)
        {
            if (!await reader.ReadAsync(token)) return 0;
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"\"{reader.GetString(0)}\""), token);
            return 1;
        }
    }

    private sealed class Twice(string schema) : OldestOf(schema, "Miller")
    {
        public override void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
        {
            base.ConfigureCommand(builder, session);
            builder.StartNewCommand();
            base.ConfigureCommand(builder, session);
        }
    }
}
