using AdvancedAlchemy.Marten.Testing;
using Testcontainers.PostgreSql;

namespace AdvancedAlchemy.Marten.Upstream;

/// <summary>A PostgreSQL in a container, for <see cref="PostgresFixture" /> to use instead of a local one.</summary>
public sealed class TestcontainersPostgres : IPostgresServer
{
    private readonly PostgreSqlContainer _container;

    private TestcontainersPostgres(PostgreSqlContainer container)
    {
        _container = container;
    }

    /// <inheritdoc />
    public string ConnectionString => _container.GetConnectionString();

    /// <summary>Starts a container.</summary>
    /// <param name="image">The image. The default is <c>postgres:17</c>.</param>
    /// <param name="token">Ends the wait for the server.</param>
    public static async Task<TestcontainersPostgres> StartAsync(string image = "postgres:17", CancellationToken token = default)
    {
        var container = new PostgreSqlBuilder().WithImage(image).Build();
        await container.StartAsync(token).ConfigureAwait(false);
        return new TestcontainersPostgres(container);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
