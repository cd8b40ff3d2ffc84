using System.Data.Common;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class RawSqlTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }

        public List<string> Tags { get; set; } = [];
    }

    private async Task<(DocumentStore, IDocumentSession)> OpenAsync(params Doc[] documents)
    {
        var store = Store();
        await SaveAsync(store, documents);
        return (store, store.LightweightSession());
    }

    [Fact]
    public async Task A_suffix_is_completed_and_a_select_is_sent_as_it_is()
    {
        var name = Guid.NewGuid().ToString();
        var (store, session) = await OpenAsync(new Doc { Name = name });
        await using var _ = store;
        await using var __ = session;
        (await session.QueryAsync<Doc>("where d.data ->> 'Name' = ?", name)).Count.ShouldBe(1);
        (await session.QueryAsync<Doc>($"  SELECT data FROM {Table("rawsqltests_doc")} where data ->> 'Name' = ?", name)).Count.ShouldBe(1);
        (await session.QueryAsync<Doc>($"with x as (select data from {Table("rawsqltests_doc")}) select data from x where data ->> 'Name' = ?", name)).Count.ShouldBe(1);
        (await session.QueryAsync<Doc>("order by id limit 1")).Count.ShouldBe(1);
        (await session.QueryAsync<Doc>("where d.data ->> 'Name' = :Name", new { Name = name })).Count.ShouldBe(1);
        (await session.QueryAsync<int>("select 42")).Single().ShouldBe(42);
        (await session.QueryAsync<int?>("select null::int")).Single().ShouldBeNull();
        (await session.QueryAsync<DateTimeOffset>("select now()")).Single().ShouldNotBe(default);
        (await session.QueryAsync<DayOfWeek>("select 3")).Single().ShouldBe(DayOfWeek.Wednesday);
        await using var query = store.QuerySession();
        (await query.QueryAsync<Doc>("where d.data ->> 'Name' = ?", name)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Placeholders_in_literals_and_comments_are_text()
    {
        var (store, session) = await OpenAsync(new Doc { Name = "it's ?" });
        await using var _ = store;
        await using var __ = session;
        (await session.QueryAsync<string>("select '?' || /* ? */ ? -- ?\n || \"x?\" || E'\\'?' from (select 'c' as \"x?\") t", "a")).Single().ShouldBe("?ac'?");
        (await session.QueryAsync<Doc>("where d.data ->> 'Name' = 'it''s ?' and d.id is not null and 1 = ?", 1)).Count.ShouldBe(1);
        (await session.QueryAsync<string>("select $$?$$ || ?", "a")).Single().ShouldBe("?a");
        (await session.QueryAsync<string>("select $tag$ ' ? $tag$ || ?", "a")).Single().ShouldBe(" ' ? a");
        (await session.QueryAsync<string>("select /* outer /* ? */ ? */ ?", "a")).Single().ShouldBe("a");
    }

    [Fact]
    public async Task Another_placeholder_leaves_operators_alone()
    {
        var (store, session) = await OpenAsync(new Doc { Tags = ["red"] });
        await using var _ = store;
        await using var __ = session;
        (await session.QueryAsync<Doc>('^', "where d.data -> 'Tags' ? ^", "red")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_number_of_parameters_is_refused()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var e = await Should.ThrowAsync<InvalidOperationException>(async () => await session.QueryAsync<int>("select ?", 1, 2));
        e.Message.ShouldBe("Wrong number of supplied parameters");
        session.QueueSqlCommand("select ?, ?", 1);
        e = await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync());
        e.Message.ShouldBe("Wrong number of parameter values to SQL 'select ?, ?', got 1 parameters");
    }

    [Fact]
    public async Task An_error_of_the_server_is_a_command_exception()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var e = await Should.ThrowAsync<MartenCommandException>(() => session.QueryAsync<int>("select nonsense"));
        e.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe("42703");
        session.QueueSqlCommand("nonsense");
        (await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync())).InnerException.ShouldBeOfType<PostgresException>();
    }

    [Fact]
    public async Task Queued_sql_runs_in_its_place_and_in_the_transaction()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var document = new Doc();
        session.Store(document);
        session.QueueSqlCommand($"update {Table("rawsqltests_doc")} set data = jsonb_set(data, '{{Name}}', to_jsonb(?::text)) where id = ?;", "it's ?", document.Id);
        session.QueueSqlCommand('^', $"update {Table("rawsqltests_doc")} set data = data where data ? ^", "Name");
        await session.SaveChangesAsync();
        (await session.LoadAsync<Doc>(document.Id))!.Name.ShouldBe("it's ?");
        session.Delete(document);
        session.QueueSqlCommand("select 1 / 0");
        await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
        (await session.CheckExistsAsync<Doc>(document.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Sequences_give_their_next_value()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        await ExecuteAsync($"create schema if not exists {Schema}; create sequence {Schema}.numbers");
        (await session.NextSequenceValue(Schema + ".numbers")).ShouldBe(1);
        (await session.NextSequenceValueAsLong(Schema + ".numbers")).ShouldBe(2);
    }

    [Fact]
    public async Task Stored_json_is_loaded_as_it_is()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var document = new Doc { Name = "é" };
        session.Store(document);
        await session.SaveChangesAsync();
        var json = await session.Json.FindByIdAsync<Doc>(document.Id);
        json.ShouldBe($$"""{"Id": "{{document.Id}}", "Name": "é", "Tags": []}""");
        (await session.Json.FindByIdAsync<Doc>(Guid.NewGuid())).ShouldBeNull();
    }

    [Fact]
    public async Task Commands_and_readers_run_on_the_session()
    {
        var (store, session) = await OpenAsync(new Doc());
        await using var _ = store;
        await using var __ = session;
        await session.ExecuteAsync(new NpgsqlCommand("select 1"));
        await using (DbDataReader reader = await session.ExecuteReaderAsync(new NpgsqlCommand("select 7")))
        {
            (await reader.ReadAsync()).ShouldBeTrue();
            reader.GetInt32(0).ShouldBe(7);
        }
    }

    [Fact]
    public async Task An_operation_from_outside_takes_part_in_the_save()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var document = new Doc { Id = Guid.NewGuid() };
        var check = new Expecting($"select count(*) from {Table("rawsqltests_doc")} where id = ", document.Id, 1);
        session.Store(document);
        session.QueueOperation(check);
        session.Insert(new Doc());
        await session.SaveChangesAsync();
        check.Seen.ShouldBe(1);
    }

    [Fact]
    public async Task An_exception_that_an_operation_adds_rolls_everything_back()
    {
        var (store, session) = await OpenAsync();
        await using var _ = store;
        await using var __ = session;
        var document = new Doc { Id = Guid.NewGuid() };
        session.Store(document);
        session.QueueOperation(new Expecting($"select count(*) from {Table("rawsqltests_doc")} where id = ", document.Id, 5));
        session.Store(new Doc());
        (await Should.ThrowAsync<TimeoutException>(() => session.SaveChangesAsync())).Message.ShouldBe("expected 5");
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_duplicate_after_an_operation_of_several_commands_is_still_named()
    {
        await using var store = Store(o => o.Schema.For<Doc>().DocumentAlias("raw_unique").UniqueIndex(x => x.Name));
        await using var session = store.LightweightSession();
        session.QueueOperation(new Several());
        session.Store(new Doc { Name = "one" });
        session.QueueOperation(new Several());
        var duplicate = new Doc { Name = "one" };
        session.Store(duplicate);
        session.Store(new Doc { Name = "three" });
        (await Should.ThrowAsync<JasperFx.DocumentAlreadyExistsException>(() => session.SaveChangesAsync())).Id.ShouldBe(duplicate.Id);
    }

    private sealed class Expecting(string sql, Guid id, long expected) : Weasel.Storage.IStorageOperation
    {
        public long Seen { get; private set; }

        public Type DocumentType => typeof(Doc);

        public OperationRole Role() => OperationRole.Other;

        public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
        {
            builder.Append(sql);
            builder.AppendParameter(id);
        }

        public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
        {
            await reader.ReadAsync(token);
            Seen = reader.GetInt64(0);
            if (Seen != expected) exceptions.Add(new TimeoutException("expected " + expected));
        }
    }

    private sealed class Several : Weasel.Storage.IStorageOperation, NoDataReturnedCall
    {
        public Type DocumentType => typeof(Doc);

        public OperationRole Role() => OperationRole.Other;

        public void ConfigureCommand(Weasel.Core.ICommandBuilder builder, IStorageSession session)
        {
            builder.Append("create temp table if not exists s (x int) on commit drop");
            builder.StartNewCommand();
            builder.Append("insert into s values (1)");
        }

        public Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;
    }
}
