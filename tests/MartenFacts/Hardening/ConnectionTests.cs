using System.Data;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Hardening;

/// <summary>What a session leaves behind on connections.</summary>
public class ConnectionTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_save_closes_the_callers_connection_that_was_closed_before(int count)
    {
        var store = Store();
        Note[] notes = [.. Enumerable.Range(0, count).Select(i => new Note { Number = i })];
        await SaveAsync(store, notes);
        await using var connection = new NpgsqlConnection(ConnectionString);
        await using var session = store.LightweightSession(SessionOptions.ForConnection(connection));
        session.Update(notes);
        await session.SaveChangesAsync();
        connection.State.ShouldBe(ConnectionState.Closed);
    }

    [Fact]
    public async Task A_failed_save_closes_the_callers_connection_that_was_closed_before()
    {
        var store = Store();
        await SaveAsync(store, new Note());
        await using var connection = new NpgsqlConnection(ConnectionString);
        await using var session = store.LightweightSession(SessionOptions.ForConnection(connection));
        session.Update(new Note { Id = Guid.NewGuid() }, new Note { Id = Guid.NewGuid() });
        await Should.ThrowAsync<AggregateException>(() => session.SaveChangesAsync());
        connection.State.ShouldBe(ConnectionState.Closed);
    }

    [Fact]
    public async Task A_transaction_begun_on_the_callers_connection_ends_with_the_session()
    {
        var store = Store();
        await SaveAsync(store, new Note());
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using (var session = store.LightweightSession(SessionOptions.ForConnection(connection)))
        {
            await session.BeginTransactionAsync(default);
        }

        connection.State.ShouldBe(ConnectionState.Open);
        await using var own = await connection.BeginTransactionAsync();
    }

    [Fact]
    public async Task Reading_on_while_a_stream_of_the_transaction_is_open_fails_instead_of_waiting_for_itself()
    {
        var store = Store();
        await SaveAsync(store, new Note { Number = 1 }, new Note { Number = 2 });
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(default);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var note in session.Query<Note>().ToAsyncEnumerable(patience.Token))
            {
                await session.LoadAsync<Note>(note.Id, patience.Token);
            }
        });

        (await session.Query<Note>().CountAsync(patience.Token)).ShouldBe(2);
    }

    [Fact]
    public async Task A_statement_prepared_in_SQL_is_gone_for_the_next_user_of_the_connection()
    {
        var store = Store(o => o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 1, ApplicationName = Schema }.ConnectionString));
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            session.QueueSqlCommand("prepare mine as select 1");
            await session.SaveChangesAsync();
        }
    }

    [Fact]
    public async Task A_pool_of_one_connection_is_enough_for_everything_that_is_not_nested()
    {
        var store = Store(o =>
        {
            o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = 1, Timeout = 20, ApplicationName = Schema }.ConnectionString);
            o.Schema.For<CleaningTests.Numbered>();
        });
        await using var session = store.LightweightSession();
        session.Store(new Note { Number = 1 }, new Note { Number = 2 });
        session.Store(new CleaningTests.Numbered());
        session.Update(new Note { Id = Guid.NewGuid() });
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Store(new Note { Number = 3 });
        await session.SaveChangesAsync();
        (await session.Query<Note>().CountAsync()).ShouldBe(1);
        using (var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
        {
            await Should.ThrowAsync<OperationCanceledException>(() => session.QueryAsync<int>("select 1 from pg_sleep(20)", cancelled.Token));
        }

        await store.BulkInsertAsync([new Note { Number = 4 }]);
        await foreach (var note in session.Query<Note>().ToAsyncEnumerable())
        {
            if (note.Number > 0) break;
        }

        (await session.Query<Note>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_save_whose_connection_is_lost_says_that_its_outcome_is_unknown_and_the_session_goes_on()
    {
        var store = Store(o => o.Connection(ConnectionString));
        await SaveAsync(store, new Note());
        await using var session = store.LightweightSession();
        session.Store(new Note { Number = 1 });
        session.QueueSqlCommand("select pg_terminate_backend(pg_backend_pid())");
        await Should.ThrowAsync<Marten.Exceptions.MartenCommandException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        session.Store(new Note { Number = 2 });
        await session.SaveChangesAsync();
        (await session.Query<Note>().CountAsync(n => n.Number > 0)).ShouldBe(1);
    }
}
