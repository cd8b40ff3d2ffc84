using AdvancedAlchemy.Marten.Testing.Servers;
using AdvancedAlchemy.Marten.Testing.Sources;
using Npgsql;

namespace AdvancedAlchemy.Marten.Testing;

/// <summary>
/// A PostgreSQL server that needs no set-up: found or started by the first of four ways that works, and gone when it is
/// disposed or when this process ends, however it ends.
/// </summary>
/// <example>
/// <code>
/// await using PostgresServer server = await PostgresServer.StartAsync();
/// await using NpgsqlConnection connection = new(server.ConnectionString);
/// </code>
/// </example>
public sealed class PostgresServer : IPostgresServer
{
    private readonly RunningServer _running;
    private int _disposed;

    private PostgresServer(RunningServer running, PostgresServerOptions options)
    {
        _running = running;
        IsThrowaway = running.Lease is not null && options.DataDirectory is null;
        AppDomain.CurrentDomain.ProcessExit += OnProcessExit;
    }

    /// <inheritdoc/>
    public string ConnectionString => _running.ConnectionString;

    /// <summary>The way by which the server was found. For a joined server: the way it was started.</summary>
    public PostgresSource Source => _running.Source;

    /// <summary>The server's version.</summary>
    public Version ServerVersion => _running.Version;

    /// <summary>Whether nobody else uses the server and its data goes with it.</summary>
    public bool IsThrowaway { get; }

    /// <summary>Finds or starts a server and returns when it accepts connections.</summary>
    /// <param name="options">What kind of server; <see langword="null"/> is a throwaway one.</param>
    /// <param name="token">Gives up; nothing stays behind then.</param>
    /// <exception cref="PostgresUnavailableException">No way worked; the message says what was tried and what to do.</exception>
    public static async Task<PostgresServer> StartAsync(PostgresServerOptions? options = null, CancellationToken token = default)
    {
        options ??= new PostgresServerOptions();
        List<string> failures = [];
        foreach (PostgresSource source in options.Sources)
        {
            try
            {
                return new PostgresServer(await StartByAsync(source, options, token).ConfigureAwait(false), options);
            }
            catch (WayClosedException e)
            {
                failures.Add($"{source}: {e.Message}");
            }
        }

        throw new PostgresUnavailableException(Unavailable.Explain(failures));
    }

    /// <summary>
    /// Lets go of the server. A throwaway one is stopped and its folder deleted; a persistent one is stopped cleanly when this was
    /// its last owner; the one of <c>AA_POSTGRES</c> is left alone.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0 || _running.Lease is not { } lease) return;
        AppDomain.CurrentDomain.ProcessExit -= OnProcessExit;
        await using (NpgsqlConnection pool = new(ConnectionString)) NpgsqlConnection.ClearPool(pool);
        await lease.DisposeAsync().ConfigureAwait(false);
    }

    private static Task<RunningServer> StartByAsync(PostgresSource source, PostgresServerOptions options, CancellationToken token) => source switch
    {
        PostgresSource.ConnectionString => GivenServer.ConnectAsync(options, token),
        PostgresSource.LocalBinaries => LocalBinaries.StartAsync(options, token),
        PostgresSource.Docker => DockerEngine.StartAsync(options, token),
        PostgresSource.Npm => NpmPackage.StartAsync(options, token),
        _ => throw new ArgumentOutOfRangeException(nameof(options), source, "Unknown source."),
    };

    private void OnProcessExit(object? sender, EventArgs e) => _running.Lease?.Abandon();
}
