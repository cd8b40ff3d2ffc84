using System.Collections.Concurrent;
using System.Diagnostics;
using JasperFx;
using Marten.Engine.Schema;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

public sealed class SchemaRaceTests(SchemaTestDatabase database) : IClassFixture<SchemaTestDatabase>
{
    private static SchemaObject[] Store(string schema) =>
    [
        .. StandardObjects.ImmutableFunctions(schema),
        .. StandardObjects.HiLo(schema),
        new ExtensionModel("citext"),
        Sample.Table("a", schema).SoftDeleted(),
        Sample.Table("b", schema).With(new ColumnModel("a", "uuid")).With(new ForeignKeyModel("mt_doc_b_a_fkey", ["a"], new(schema, "mt_doc_a"), ["id"])),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // processes that do not share our lock still get there, by looking again
    public async Task Twenty_that_start_at_once_all_succeed(bool differentLocks)
    {
        var schema = $"race_{differentLocks}".ToLowerInvariant();
        var sources = Enumerable.Range(0, 20).Select(_ => NpgsqlDataSource.Create(database.ConnectionString)).ToList();
        await Task.WhenAll(sources.Select(async x => await (await x.OpenConnectionAsync()).DisposeAsync()));
        var outcomes = await Task.WhenAll(sources.Select((source, i) => Task.Run(() =>
            new SchemaMigrator(new() { LockId = differentLocks ? 5000 + (i % 3) : 4004 }).ApplyAsync(source, Store(schema), AutoCreate.CreateOrUpdate))));
        if (!differentLocks) outcomes.Count(x => x == SchemaPatchDifference.Create).ShouldBe(1);
        await new SchemaMigrator().AssertAsync(database.Source, Store(schema));
        foreach (var source in sources) await source.DisposeAsync();
    }

    [Fact]
    public async Task Concurrent_indexes_of_many_starters_do_not_deadlock()
    {
        await database.ApplyAsync(Store("conc"));
        var wider = Store("conc").Select(x => x is TableModel { Name.Name: "mt_doc_a" } table
            ? table.With(new IndexModel("mt_doc_a_idx_x", ["data ->> 'X'"]) { Concurrent = true }, new IndexModel("mt_doc_a_idx_y", ["data ->> 'Y'"]) { Concurrent = true })
            : x).ToList();
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => database.ApplyAsync(wider))));
        await new SchemaMigrator().AssertAsync(database.Source, wider);
    }

    [Fact]
    public async Task Fifty_callers_get_fifty_different_blocks()
    {
        await database.ApplyAsync(StandardObjects.HiLo("hilo"));
        var seen = new ConcurrentBag<long>();
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++) seen.Add(await database.ScalarAsync<long>("SELECT hilo.mt_get_next_hi('Doc')"));
        })));
        seen.Order().ShouldBe(Enumerable.Range(0, 500).Select(x => (long)x));
    }

    [Fact]
    public async Task A_clean_database_costs_one_round_trip_and_no_lock()
    {
        await database.ApplyAsync(Store("clean"));
        await using var holder = await database.Source.OpenConnectionAsync();
        await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(4004)", holder);
        await command.ExecuteNonQueryAsync();
        var sql = new List<string>();
        var difference = await new SchemaMigrator(new() { OnSql = sql.Add }).ApplyAsync(database.Source, Store("clean"), AutoCreate.CreateOrUpdate).WaitAsync(TimeSpan.FromSeconds(10));
        difference.ShouldBe(SchemaPatchDifference.None);
        sql.ShouldBeEmpty();

        // with something to do it waits for the lock, until it is told to stop
        using var stop = new CancellationTokenSource(300);
        await Should.ThrowAsync<OperationCanceledException>(
            () => new SchemaMigrator().ApplyAsync(database.Source, [Sample.Table("late", "clean")], AutoCreate.CreateOrUpdate, stop.Token));
        (await database.PlanAsync(Sample.Table("late", "clean"))).Difference.ShouldBe(SchemaPatchDifference.Create);
        await using var release = new NpgsqlCommand("SELECT pg_advisory_unlock(4004)", holder);
        await release.ExecuteNonQueryAsync();
    }

    [Fact]
    public async Task A_cancelled_token_does_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(
            () => new SchemaMigrator().ApplyAsync(database.Source, [Sample.Table("never")], AutoCreate.All, new CancellationToken(true)));
        (await database.PlanAsync(Sample.Table("never"))).Difference.ShouldBe(SchemaPatchDifference.Create);
    }

    [Fact]
    public async Task Missing_rights_are_named()
    {
        var role = $"poor_{Guid.NewGuid():N}"[..20];
        await database.ApplyAsync(Sample.Table("rich"));
        await database.ExecuteAsync($"CREATE ROLE {role} LOGIN PASSWORD 'poor'; REVOKE CREATE ON SCHEMA public FROM PUBLIC; REVOKE TEMPORARY ON DATABASE {new NpgsqlConnectionStringBuilder(database.ConnectionString).Database} FROM PUBLIC");
        try
        {
            await using var poor = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = role, Password = "poor", Pooling = false }.ConnectionString);
            async Task RefusedAsync(string expected, params SchemaObject[] objects)
            {
                var failure = await Should.ThrowAsync<MartenSchemaException>(() => new SchemaMigrator().ApplyAsync(poor, objects, AutoCreate.CreateOrUpdate));
                failure.Message.ShouldContain(expected);
                failure.InnerException.ShouldBeOfType<PostgresException>().SqlState.ShouldBe("42501");
            }

            (await new SchemaMigrator().ApplyAsync(poor, [Sample.Table("rich")], AutoCreate.CreateOrUpdate)).ShouldBe(SchemaPatchDifference.None);
            await RefusedAsync("lacks CREATE on the schema public for public.mt_doc_poor", Sample.Table("poor"));
            await RefusedAsync("lacks CREATE on the database for the schema elsewhere", Sample.Table("poor", "elsewhere"));
            await RefusedAsync("lacks ownership of the table public.mt_doc_rich", Sample.Table("rich").With(new ColumnModel("x", "integer")));
        }
        finally
        {
            await database.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task The_script_runs_in_psql_and_leaves_nothing_to_do()
    {
        var objects = Store("Scripted \"one\"");
        var script = new SchemaMigrator().ToScript(objects);
        script.ShouldStartWith("DO ");
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var start = new ProcessStartInfo("psql", ["-v", "ON_ERROR_STOP=1", "-q", "-h", builder.Host!, "-p", $"{builder.Port}", "-U", builder.Username!, "-d", builder.Database!])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        if (builder.Password is { } password) start.Environment["PGPASSWORD"] = password;
        start.Environment["PGOPTIONS"] = "-c client_min_messages=warning"; // extensions are per database, another test may have made it
        Process psql;
        try
        {
            psql = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("psql is not installed");
            return;
        }

        var errors = psql.StandardError.ReadToEndAsync();
        await psql.StandardInput.WriteAsync(script);
        psql.StandardInput.Close();
        await psql.WaitForExitAsync();
        (await errors).ShouldBe("");
        psql.ExitCode.ShouldBe(0);
        psql.Dispose();
        await new SchemaMigrator().AssertAsync(database.Source, objects);
    }
}
