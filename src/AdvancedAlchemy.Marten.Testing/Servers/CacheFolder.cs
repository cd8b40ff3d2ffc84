namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>The per-user folder for what is worth keeping between runs: initialised clusters and downloaded binaries.</summary>
internal static class CacheFolder
{
    private const string Name = "advanced-alchemy-marten";

    /// <summary>The folder, created; root's is one that the unprivileged server account can reach.</summary>
    /// <exception cref="WayClosedException">It cannot be created.</exception>
    public static string Resolve(PostgresServerOptions options)
    {
        string folder = Path.GetFullPath(options.CacheDirectory ?? options.GetEnvironmentVariable("AA_POSTGRES_CACHE") ?? Default());
        try
        {
            return Directory.CreateDirectory(folder).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WayClosedException($"the cache folder {folder} could not be created: {e.Message}", e);
        }
    }

    private static string Default()
    {
        if (!OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess) return $"/var/cache/{Name}";
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS()) return Path.Combine(home, "Library", "Caches", Name);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), Name, "Cache");
        return Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") ?? Path.Combine(home, ".cache"), Name);
    }
}
