[assembly: AssemblyFixture(typeof(AdvancedAlchemy.Marten.Testing.PostgresFixture))]

namespace AdvancedAlchemy.Marten.Testing.Tests;

public class PostgresFixtureTests(PostgresFixture postgres) : PostgresTest(postgres)
{
    [Fact]
    public async Task The_assembly_has_a_server_and_the_class_a_schema()
    {
        Schema.ShouldBe(Postgres.SchemaFor<PostgresFixtureTests>());
        await Machine.ExecuteAsync(ConnectionString, $"create schema {Schema}; create table {Schema}.t (id int)");
        (await Machine.ScalarAsync<long>(ConnectionString, $"select count(*) from {Schema}.t")).ShouldBe(0);
    }

    [Fact]
    public async Task A_database_of_ones_own_is_empty_and_never_the_same()
    {
        string one = await Postgres.CreateDatabaseAsync();
        string two = await Postgres.CreateDatabaseAsync();

        one.ShouldNotBe(two);
        (await Machine.ScalarAsync<long>(one, "select count(*) from pg_tables where schemaname = 'public'")).ShouldBe(0);
    }

    [Fact]
    public async Task Stores_of_all_tests_may_share_one_pool_that_ends_with_the_fixture()
    {
        await using PostgresServer host = await Machine.StartLocalAsync();
        SharedFixture fixture = new(host.ConnectionString);
        Should.Throw<InvalidOperationException>(() => fixture.DataSource).Message.ShouldContain("InitializeAsync");
        await fixture.InitializeAsync();
        var source = fixture.DataSource;
        fixture.DataSource.ShouldBeSameAs(source);

        // Those that were closed before may still be on their way out.
        const string Others = "select not exists (select from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid())";
        await Machine.EventuallyAsync(
            async () =>
            {
                await using var command = source.CreateCommand(Others);
                return await command.ExecuteScalarAsync() is true;
            },
            "nobody else is connected");

        await fixture.DisposeAsync();
        await Should.ThrowAsync<ObjectDisposedException>(async () => await source.OpenConnectionAsync());
    }

    [Fact]
    public async Task On_a_shared_server_runs_get_schemas_of_their_own_and_drop_what_they_made()
    {
        await using PostgresServer host = await Machine.StartLocalAsync();
        SharedFixture first = new(host.ConnectionString);
        SharedFixture second = new(host.ConnectionString);
        await first.InitializeAsync();
        await second.InitializeAsync();
        string schema = first.SchemaFor(typeof(string));
        schema.ShouldNotBe(second.SchemaFor(typeof(string)));
        await Machine.ExecuteAsync(first.ConnectionString, $"create schema {schema}; create table {schema}.t (id int)");
        await first.CreateDatabaseAsync();

        await first.DisposeAsync();
        await second.DisposeAsync();

        (await Machine.ScalarAsync<long>(host.ConnectionString, $"select count(*) from pg_namespace where nspname = '{schema}'")).ShouldBe(0);
        (await Machine.ScalarAsync<long>(host.ConnectionString, "select count(*) from pg_database where datname like 'test%'")).ShouldBe(0);
    }

    [Fact]
    public void Before_its_start_the_fixture_says_what_is_missing() =>
        Should.Throw<InvalidOperationException>(() => new PostgresFixture().ConnectionString).Message.ShouldContain("InitializeAsync");

    private sealed class SharedFixture(string connectionString) : PostgresFixture
    {
        protected override async Task<IPostgresServer> StartServerAsync(CancellationToken token) =>
            await PostgresServer.StartAsync(new() { GetEnvironmentVariable = Machine.With("AA_POSTGRES", connectionString) }, token);
    }
}
