using System.Data;
using System.Transactions;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;
using IsolationLevel = System.Data.IsolationLevel;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class ConnectionTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public int Number { get; set; }
    }

    private async Task<DocumentStore> ReadyAsync(Action<StoreOptions>? configure = null)
    {
        var store = Store(configure);
        await SaveAsync(store, new Doc());
        return store;
    }

    [Fact]
    public async Task A_given_transaction_is_the_callers_to_end()
    {
        await using var store = await ReadyAsync();
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var document = new Doc();
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
        {
            session.Store(document);
            await session.SaveChangesAsync();
            (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeNull();
        }

        connection.State.ShouldBe(ConnectionState.Open);
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
        await transaction.RollbackAsync();
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_given_transaction_can_be_committed_by_the_save()
    {
        await using var store = await ReadyAsync();
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        var document = new Doc();
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction, shouldAutoCommit: true)))
        {
            session.Store(document);
            await session.SaveChangesAsync();
        }

        connection.State.ShouldBe(ConnectionState.Open);
        (await LoadAsync<Doc>(store, document.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_given_connection_is_committed_on()
    {
        await using var store = await ReadyAsync();
        await using var connection = new NpgsqlConnection(ConnectionString);
        var document = new Doc();
        await using (var session = store.LightweightSession(SessionOptions.ForConnection(connection)))
        {
            session.Store(document);
            await session.SaveChangesAsync();
            connection.State.ShouldBe(ConnectionState.Closed);
            (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeNull();
        }

        (await LoadAsync<Doc>(store, document.Id)).ShouldNotBeNull();
        await connection.OpenAsync();
    }

    [Fact]
    public async Task A_given_connection_string_is_used()
    {
        await using var store = await ReadyAsync();
        var name = "given_" + Guid.NewGuid().ToString("N");
        await using var session = store.LightweightSession(SessionOptions.ForConnectionString(ConnectionString + ";Application Name=" + name));
        (await session.QueryAsync<string>("select current_setting('application_name')")).Single().ShouldBe(name);
        session.Store(new Doc());
        session.Update(new Doc { Id = Guid.NewGuid() });
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        (await session.QueryAsync<string>("select current_setting('application_name')")).Single().ShouldBe(name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_scope_decides(bool completes)
    {
        await using var store = await ReadyAsync();
        var document = new Doc();
        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using (var session = store.LightweightSession(SessionOptions.ForCurrentTransaction()))
            {
                session.Store(document);
                session.Insert(new Doc());
                await session.SaveChangesAsync();
                (await session.LoadAsync<Doc>(document.Id)).ShouldNotBeNull();
            }

            if (completes) scope.Complete();
        }

        (await LoadAsync<Doc>(store, document.Id) is not null).ShouldBe(completes);
    }

    [Fact]
    public async Task The_first_use_of_a_type_may_be_in_a_transaction_scope()
    {
        await using var store = Store(o => o.Schema.For<Doc>().DocumentAlias("scoped"));
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await using var session = store.LightweightSession(SessionOptions.ForCurrentTransaction());
            session.Store(new Doc());
            await session.SaveChangesAsync();
        }

        (await ScalarAsync<long>($"select count(*) from {Table("scoped")}")).ShouldBe(0);
    }

    [Fact]
    public async Task A_begun_transaction_is_committed_by_each_save()
    {
        await using var store = await ReadyAsync();
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(default);
        var first = new Doc();
        session.Store(first);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, first.Id)).ShouldNotBeNull();
        session.BeginTransaction();
        session.Update(new Doc { Id = Guid.NewGuid() });
        await Should.ThrowAsync<NonExistentDocumentException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        var second = new Doc();
        session.Store(second);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, second.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_begun_transaction_without_a_save_is_rolled_back()
    {
        await using var store = await ReadyAsync();
        await using (var session = store.LightweightSession())
        {
            await session.BeginTransactionAsync(default);
            await session.ExecuteAsync(new NpgsqlCommand($"update {Table("connectiontests_doc")} set data = '{{\"Number\": -1}}'"));
        }

        (await ScalarAsync<long>($"select count(*) from {Table("connectiontests_doc")} where data ->> 'Number' = '-1'")).ShouldBe(0);
    }

    [Fact]
    public async Task Serializable_sessions_are_open_at_once_and_conflict()
    {
        await using var store = await ReadyAsync();
        var document = new Doc();
        await SaveAsync(store, document);
        await using var first = await store.LightweightSerializableSessionAsync();
        await using var second = await store.IdentitySerializableSessionAsync();
        (await first.QueryAsync<string>("select current_setting('transaction_isolation')")).Single().ShouldBe("serializable");
        var mine = (await first.LoadAsync<Doc>(document.Id))!;
        var yours = (await second.LoadAsync<Doc>(document.Id))!;
        mine.Number = 1;
        yours.Number = 2;
        first.Store(mine);
        second.Store(yours);
        await first.SaveChangesAsync();
        var e = await Should.ThrowAsync<MartenCommandException>(() => second.SaveChangesAsync());
        e.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe("40001");
        await using var query = await store.QuerySerializableSessionAsync();
        (await query.LoadAsync<Doc>(document.Id))!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task An_isolation_level_is_used_for_the_save()
    {
        await using var store = await ReadyAsync();
        await using var session = store.LightweightSession(IsolationLevel.Serializable);
        session.QueueSqlCommand($"create table if not exists {Schema}.level (name text)");
        session.QueueSqlCommand($"insert into {Schema}.level values (current_setting('transaction_isolation'))");
        await session.SaveChangesAsync();
        (await ScalarAsync<string>($"select name from {Schema}.level")).ShouldBe("serializable");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_left_on_the_connection_does_not_reach_its_next_user(bool isAsync)
    {
        await using var store = await ReadyAsync(o => o.Connection(ConnectionString + ";Maximum Pool Size=1"));
        var session = store.LightweightSession();
        session.Connection.State.ShouldBe(ConnectionState.Open);
        await using (var command = session.Connection.CreateCommand())
        {
            command.CommandText = "set statement_timeout = 12345; create temp table left_over (x int); select pg_advisory_lock(4711); listen left_over";
            await command.ExecuteNonQueryAsync();
        }

        if (isAsync) await session.DisposeAsync();
        else session.Dispose();
        await AssertCleanAsync(store);
    }

    [Fact]
    public async Task What_raw_sql_leaves_does_not_reach_the_next_user()
    {
        await using var store = await ReadyAsync(o => o.Connection(ConnectionString + ";Maximum Pool Size=1"));
        await using (var session = store.LightweightSession())
        {
            await session.ExecuteAsync(new NpgsqlCommand("set statement_timeout = 12345"));
            await AssertCleanAsync(store);
            await session.QueryAsync<bool>("select pg_advisory_lock(4711) is null");
            await AssertCleanAsync(store);
            session.QueueSqlCommand("create temp table left_over (x int)");
            session.QueueSqlCommand("select set_config('statement_timeout', '12345', false)");
            session.QueueSqlCommand("select pg_advisory_lock(4711)");
            await session.SaveChangesAsync();
            await AssertCleanAsync(store);
        }
    }

    [Fact]
    public async Task A_transaction_left_open_on_the_connection_does_not_reach_its_next_user()
    {
        await using var store = await ReadyAsync(o => o.Connection(ConnectionString + ";Maximum Pool Size=1"));
        await using (var session = store.LightweightSession())
        {
            await using var command = session.Connection.CreateCommand();
            command.CommandText = "create temp table left_over (x int)";
            await command.ExecuteNonQueryAsync();
            command.CommandText = "begin; set statement_timeout = 12345; select 1 / 0";
            await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        }

        await AssertCleanAsync(store);
    }

    private static async Task AssertCleanAsync(IDocumentStore store)
    {
        await using var session = store.QuerySession();
        (await session.QueryAsync<string>("select current_setting('statement_timeout')")).Single().ShouldBe("0");
        (await session.QueryAsync<string>("select coalesce(to_regclass('left_over')::text, 'none')")).Single().ShouldBe("none");
        (await session.QueryAsync<long>("select count(*) from pg_locks where locktype = 'advisory' and objid = 4711 and pid = pg_backend_pid()")).Single().ShouldBe(0);
        (await session.QueryAsync<long>("select count(*) from pg_listening_channels()")).Single().ShouldBe(0);
    }

    [Fact]
    public async Task A_timeout_is_a_command_exception()
    {
        await using var store = await ReadyAsync();
        await using var session = store.QuerySession(new SessionOptions { Timeout = 1 });
        var e = await Should.ThrowAsync<MartenCommandException>(() => session.QueryAsync<bool>("select pg_sleep(30) is null"));
        e.Message.ShouldContain("Postgresql timed out while trying to read data.");
    }

    [Fact]
    public async Task Cancelled_tokens_stop_reads_and_saves_and_nothing_is_half_saved()
    {
        await using var store = await ReadyAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await using var session = store.LightweightSession();
        await Should.ThrowAsync<OperationCanceledException>(() => session.LoadAsync<Doc>(Guid.NewGuid(), cancelled.Token));
        var document = new Doc();
        session.Store(document);
        await Should.ThrowAsync<OperationCanceledException>(() => session.SaveChangesAsync(cancelled.Token));
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();

        using var later = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        session.QueueSqlCommand("select pg_sleep(30)");
        await Should.ThrowAsync<OperationCanceledException>(() => session.SaveChangesAsync(later.Token));
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
        session.EjectAllPendingChanges();
        session.Store(document);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, document.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_connection_lost_during_a_save_is_a_clear_error_and_nothing_is_saved()
    {
        await using var store = await ReadyAsync();
        await using var session = store.LightweightSession();
        var document = new Doc();
        session.Store(document);
        session.QueueSqlCommand("select pg_terminate_backend(pg_backend_pid())");
        session.Insert(new Doc());
        await Should.ThrowAsync<MartenCommandException>(() => session.SaveChangesAsync());
        (await LoadAsync<Doc>(store, document.Id)).ShouldBeNull();
        session.EjectAllPendingChanges();
        session.Store(document);
        await session.SaveChangesAsync();
        (await LoadAsync<Doc>(store, document.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_exhausted_pool_is_named_as_the_cause()
    {
        // The time holds for what is to succeed here, too: one that a busy machine keeps.
        await using var store = await ReadyAsync(o => o.Connection(ConnectionString + ";Maximum Pool Size=1;Timeout=4"));
        await using var holder = store.LightweightSession();
        await holder.BeginTransactionAsync(default);
        await using var session = store.LightweightSession();
        session.Store(new Doc());
        var e = await Should.ThrowAsync<NpgsqlException>(() => session.SaveChangesAsync());
        e.Message.ShouldContain("pool");
        var read = await Should.ThrowAsync<Exception>(() => session.LoadAsync<Doc>(Guid.NewGuid()));
        read.Message.ShouldContain("pool");
        read.Message.ShouldNotContain("locked rows");
    }

    [Fact]
    public async Task An_unreachable_server_is_a_clear_error()
    {
        await using var store = DocumentStore.For("Host=127.0.0.1;Port=1;Username=nobody;Timeout=2");
        await using var session = store.LightweightSession();
        session.Store(new Doc());
        (await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync())).Message.ShouldContain("127.0.0.1:1");
        (await Should.ThrowAsync<Exception>(() => session.LoadAsync<Doc>(Guid.NewGuid()))).Message.ShouldContain("127.0.0.1:1");
    }

    private static async Task<bool> LetsInAsync(string connectionString)
    {
        try
        {
            await using var connection = new NpgsqlConnection(connectionString);
            await connection.OpenAsync();
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidPassword)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_wrong_password_is_named_as_the_cause()
    {
        var role = "w_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"create role {role} login password 'right'");
        try
        {
            var wrong = new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = "wrong", Pooling = false }.ConnectionString;
            Assert.SkipWhen(await LetsInAsync(wrong), "The server named by AA_POSTGRES asks for no password");
            await using var store = Store(o => o.Connection(wrong));
            await using var session = store.LightweightSession();
            session.Store(new Doc());
            var e = await Should.ThrowAsync<NpgsqlException>(() => session.SaveChangesAsync());
            (e.Message + e.InnerException?.Message).ShouldContain(role);
        }
        finally
        {
            await ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Connections_of_ones_own_are_not_reset_by_the_pool()
    {
        await using var store = Store(o => o.Connection(ConnectionString));
        await using var connection = store.Storage.Database.CreateConnection();
        new NpgsqlConnectionStringBuilder(connection.ConnectionString).NoResetOnClose.ShouldBeTrue();
        await using var other = Store(o => o.Connection(ConnectionString + ";No Reset On Close=false"));
        await using var asked = other.Storage.Database.CreateConnection();
        new NpgsqlConnectionStringBuilder(asked.ConnectionString).NoResetOnClose.ShouldBeFalse();
    }

    [Fact]
    public async Task Missing_rights_are_named()
    {
        var role = "r_" + Guid.NewGuid().ToString("N");
        await ExecuteAsync($"create role {role} login password 'p'");
        try
        {
            await using var store = Store(o => o.Connection(new NpgsqlConnectionStringBuilder(ConnectionString) { Username = role, Password = "p" }.ConnectionString));
            await using var session = store.LightweightSession();
            session.Store(new Doc());
            var e = await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
            e.Message.ShouldContain("permission denied");
        }
        finally
        {
            await ExecuteAsync($"drop role {role}");
        }
    }

    [Fact]
    public async Task Saves_conflicting_for_a_while_are_repeated()
    {
        await using var store = await ReadyAsync();
        var document = new Doc();
        await SaveAsync(store, document);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await using var session = store.LightweightSession(IsolationLevel.RepeatableRead);
                session.Store(document);
                await session.SaveChangesAsync();
            }
        })));
    }

    [Fact]
    public void A_malformed_connection_string_is_refused_where_it_is_written() =>
        Should.Throw<ArgumentException>(() => DocumentStore.For("nonsense"));

    [Fact]
    public void No_connection_is_refused()
    {
        var e = Should.Throw<InvalidOperationException>(() => DocumentStore.For(_ => { }));
        e.Message.ShouldBe("No tenancy is configured! Ensure that you provided connection string in `AddMarten` method or called `UseNpgsqlDataSource`");
    }

    [Fact]
    public async Task A_duplicate_is_found_on_a_foreign_data_source_too()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var store = await ReadyAsync(o => o.Connection(source));
        var documents = Enumerable.Range(0, 5).Select(_ => new Doc()).ToArray();
        await SaveAsync(store, documents[3]);
        await using var session = store.LightweightSession();
        foreach (var document in documents) session.Insert(document);
        (await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync())).Id.ShouldBe(documents[3].Id);
    }
}
