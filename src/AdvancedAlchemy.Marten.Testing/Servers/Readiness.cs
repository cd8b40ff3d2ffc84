using AdvancedAlchemy.Marten.Testing.Processes;
using Npgsql;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Knows when a server is ready: when it lets us in.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(15);

    /// <summary>Waits until the server of a name lets us in and returns its version; <see langword="null"/> when it ended instead.</summary>
    public static async Task<Version?> WaitAsync(string connectionString, string name, IServerLease lease, CancellationToken token)
    {
        while (!lease.ServerExited)
        {
            if (await TryConnectAsync(connectionString, name, token).ConfigureAwait(false) is { } version) return version;
            await Task.Delay(Poll, token).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>The version of the server that lets us in with this connection string, and has that name if one is given; else <see langword="null"/>.</summary>
    public static async Task<Version?> TryConnectAsync(string connectionString, string? name, CancellationToken token)
    {
        try
        {
            await using NpgsqlConnection connection = await OpenAsync(connectionString, token).ConfigureAwait(false);
            if (name is null) return connection.PostgreSqlVersion;
            await using NpgsqlCommand called = new("select current_setting('cluster_name') = $1", connection)
            {
                Parameters = { new NpgsqlParameter<string> { TypedValue = name } },
            };

            // Another one may have been faster to the port.
            return await called.ExecuteScalarAsync(token).ConfigureAwait(false) is true ? connection.PostgreSqlVersion : null;
        }
        catch (NpgsqlException)
        {
            // Not there yet, still starting, or something else: only time tells which.
            return null;
        }
    }

    /// <summary>Opens a connection outside every pool.</summary>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken token)
    {
        string unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        NpgsqlConnection connection = new(unpooled);
        try
        {
            await connection.OpenAsync(token).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
