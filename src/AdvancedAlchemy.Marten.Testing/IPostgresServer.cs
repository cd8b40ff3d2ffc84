namespace AdvancedAlchemy.Marten.Testing;

/// <summary>
/// A PostgreSQL server that somebody keeps running until it is disposed.
/// </summary>
/// <remarks>
/// This is the plug point: <see cref="PostgresServer"/> is the default, and a package that gets its server elsewhere
/// (Testcontainers, a cloud branch) implements this interface and overrides <see cref="PostgresFixture.StartServerAsync"/>.
/// </remarks>
public interface IPostgresServer : IAsyncDisposable
{
    /// <summary>An Npgsql connection string with the right to create schemas and databases.</summary>
    string ConnectionString { get; }
}
