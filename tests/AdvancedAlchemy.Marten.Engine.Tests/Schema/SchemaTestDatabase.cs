using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten.Engine.Schema;
using Npgsql;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Schema;

/// <summary>A database of a test class's own.</summary>
public sealed class SchemaTestDatabase(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly string _name = $"schema_{Guid.NewGuid():N}";

    public string Server => postgres.ConnectionString;

    public NpgsqlDataSource Source { get; private set; } = null!;

    public string ConnectionString => new NpgsqlConnectionStringBuilder(Server) { Database = _name, MaxPoolSize = 60 }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        await OnServerAsync($"CREATE DATABASE {_name}");
        Source = NpgsqlDataSource.Create(ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await OnServerAsync($"DROP DATABASE {_name} WITH (FORCE)");
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Source.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal Task<SchemaPatchDifference> ApplyAsync(params IEnumerable<SchemaObject> objects) =>
        new SchemaMigrator().ApplyAsync(Source, objects, AutoCreate.CreateOrUpdate);

    internal async Task<SchemaPlan> PlanAsync(params IEnumerable<SchemaObject> objects) =>
        (await new SchemaMigrator().CreateMigrationAsync(Source, objects)).Plan;

    /// <summary>Applies, and insists that the database then is as configured and that nothing is left to do.</summary>
    internal async Task<SchemaPatchDifference> SettlesAsync(params IEnumerable<SchemaObject> objects)
    {
        var difference = await ApplyAsync(objects);
        await new SchemaMigrator().AssertAsync(Source, objects);
        (await ApplyAsync(objects)).ShouldBe(SchemaPatchDifference.None);
        return difference;
    }

    private async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        await command.ExecuteNonQueryAsync();
    }
}
