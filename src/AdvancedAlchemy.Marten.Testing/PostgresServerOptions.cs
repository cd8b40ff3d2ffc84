namespace AdvancedAlchemy.Marten.Testing;

/// <summary>What kind of server <see cref="PostgresServer"/> shall start. The defaults suit tests.</summary>
public sealed class PostgresServerOptions
{
    /// <summary>
    /// Where the data lives. <see langword="null"/> (the default) is a throwaway folder, deleted with the server. A path is
    /// kept: later starts find the data again, and a start while another process runs a server on it joins that server.
    /// </summary>
    /// <remarks>With <see cref="PostgresSource.ConnectionString"/> the data is where that server keeps it.</remarks>
    public string? DataDirectory { get; init; }

    /// <summary>The database to connect to; created when missing. With <c>AA_POSTGRES</c> that string's own database is used.</summary>
    public string DatabaseName { get; init; } = "postgres";

    /// <summary>
    /// Whether a commit survives a crash of the machine (<c>fsync</c>). <see langword="null"/> means: yes with a
    /// <see cref="DataDirectory"/>, no for throwaway data, which is several times faster.
    /// </summary>
    public bool? Durable { get; init; }

    /// <summary>The ways that may be tried, in this order.</summary>
    public IReadOnlyList<PostgresSource> Sources { get; init; } =
        [PostgresSource.ConnectionString, PostgresSource.LocalBinaries, PostgresSource.Docker, PostgresSource.Npm];

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>. When set, local binaries are looked for nowhere else.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>How long the server may take until it accepts connections.</summary>
    public TimeSpan StartupTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the first download (container image, npm package) may take.</summary>
    public TimeSpan DownloadTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Further server settings (<c>name = value</c>); they win over this package's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The server's <c>max_connections</c>: parallel tests have a connection pool each.</summary>
    public int MaxConnections { get; init; } = 200;

    /// <summary>The image for <see cref="PostgresSource.Docker"/>.</summary>
    public string DockerImage { get; init; } = "postgres:17";

    /// <summary>
    /// Where initialised clusters and npm's binaries are kept between runs. <see langword="null"/> is <c>AA_POSTGRES_CACHE</c>,
    /// else the user's cache folder.
    /// </summary>
    public string? CacheDirectory { get; init; }

    /// <summary>Reads environment variables; replace it to leave the process's own out of account.</summary>
    public Func<string, string?> GetEnvironmentVariable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>Folder patterns (a <c>*</c> per segment) where installers put the server.</summary>
    internal IReadOnlyList<string> InstallationFolders { get; init; } =
    [
        "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/opt/postgresql*/bin", "/opt/homebrew/opt/postgresql*/bin",
        "/usr/libexec/postgresql*", @"C:\Program Files\PostgreSQL\*\bin",
    ];

    internal bool IsDurable => Durable ?? DataDirectory is not null;
}
