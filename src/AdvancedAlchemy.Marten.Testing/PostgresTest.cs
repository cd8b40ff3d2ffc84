using Npgsql;

namespace AdvancedAlchemy.Marten.Testing;

/// <summary>A base for test classes that need nothing but a connection string and a schema of their own.</summary>
/// <param name="postgres">The assembly's fixture; xunit passes it to the constructor.</param>
public abstract class PostgresTest(PostgresFixture postgres)
{
    /// <summary>The assembly's fixture.</summary>
    protected PostgresFixture Postgres { get; } = postgres;

    /// <summary>The connection string of the assembly's server.</summary>
    protected string ConnectionString => Postgres.ConnectionString;

    /// <summary>One pool of connections for the stores of all tests.</summary>
    protected NpgsqlDataSource DataSource => Postgres.DataSource;

    /// <summary>This class's schema.</summary>
    protected string Schema => Postgres.SchemaFor(GetType());
}
