using Npgsql;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Connection strings, databases and schemas of a server.</summary>
internal static class Databases
{
    public static string ConnectionString(int port, string password, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>The same server, another database.</summary>
    public static string On(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;

    /// <summary>Creates the database unless it exists; another owner may do the same at the same time.</summary>
    public static async Task EnsureAsync(string connectionString, string database, CancellationToken token)
    {
        if (database == "postgres") return;
        await using NpgsqlConnection connection = await Readiness.OpenAsync(connectionString, token).ConfigureAwait(false);
        await using NpgsqlCommand exists = new("select 1 from pg_database where datname = $1", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = database } },
        };
        if (await exists.ExecuteScalarAsync(token).ConfigureAwait(false) is not null) return;
        try
        {
            await ExecuteAsync(connection, $"create database {Quote(database)}", token).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // The other owner was faster, and that is all we wanted.
        }
    }

    public static async Task ExecuteAsync(string connectionString, string sql, CancellationToken token)
    {
        await using NpgsqlConnection connection = await Readiness.OpenAsync(connectionString, token).ConfigureAwait(false);
        await ExecuteAsync(connection, sql, token).ConfigureAwait(false);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using NpgsqlCommand command = new(sql, connection);
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
