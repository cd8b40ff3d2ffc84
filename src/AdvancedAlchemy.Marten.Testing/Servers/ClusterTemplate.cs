using System.Security.Cryptography;
using System.Text;
using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>
/// Makes an initialised data folder. <c>initdb</c> takes most of a second, so its result is kept per user and copied.
/// </summary>
internal sealed class ClusterTemplate(PostgresBinaries binaries, ServerAccount account, PostgresServerOptions options)
{
    private static readonly TimeSpan InitdbPatience = TimeSpan.FromMinutes(2);

    /// <summary>Fills <paramref name="data"/>, which must not exist, and returns the password of the user <c>postgres</c> in it.</summary>
    public async Task<string> CreateDataAsync(string data, CancellationToken token)
    {
        string template;
        try
        {
            template = await FindOrCreateAsync(CacheFolder.Resolve(options), token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CacheUselessException)
        {
            // Without a usable cache the start is slower, but it is a start.
            return await InitdbAsync(data, token).ConfigureAwait(false);
        }

        await CopyAsync(Path.Combine(template, "data"), data, token).ConfigureAwait(false);
        return await File.ReadAllTextAsync(Path.Combine(template, "password"), token).ConfigureAwait(false);
    }

    // cp copies the thousand small files several times faster than File.Copy does, and keeps their owner and permissions.
    private async Task CopyAsync(string source, string target, CancellationToken token)
    {
        if (!OperatingSystem.IsWindows())
        {
            CommandResult copied = await Command.RunAsync(["cp", "-Rp", source, target], InitdbPatience, token).ConfigureAwait(false);
            if (copied.Succeeded) return;
            if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        }

        FolderCopy.Copy(source, target, token);
        await account.TakeOverAsync(target, token).ConfigureAwait(false);
    }

    private async Task<string> FindOrCreateAsync(string cache, CancellationToken token)
    {
        string clusters = Path.Combine(cache, "clusters");
        FolderCopy.CreatePassable(clusters);
        if (!await account.CanEnterAsync(clusters, token).ConfigureAwait(false)) throw new CacheUselessException();
        string key = string.Join('\n', [binaries.Version, binaries.Folder, account.Name ?? "", .. Locale()]);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        string template = Path.Combine(clusters, $"{binaries.Major}-{hash}");
        if (IsWhole(template)) return template;

        using IDisposable turn = await FileLock.AcquireAsync(template + ".lock", token).ConfigureAwait(false);
        if (IsWhole(template)) return template;
        // The lock makes leftovers of killed builders ours to remove; the rename makes a half-built template impossible.
        string building = template + ".building";
        foreach (string leftover in new[] { template, building })
            if (Directory.Exists(leftover)) Directory.Delete(leftover, recursive: true);
        FolderCopy.CreatePassable(building);
        string password = await InitdbAsync(Path.Combine(building, "data"), token).ConfigureAwait(false);
        await PrivateFile.WriteAsync(Path.Combine(building, "password"), password, token).ConfigureAwait(false);
        Directory.Move(building, template);
        return template;
    }

    private async Task<string> InitdbAsync(string data, CancellationToken token)
    {
        string password = RandomNumberGenerator.GetHexString(32, lowercase: true);
        string passwordFile = data + ".password";
        FolderCopy.CreatePrivate(data);
        await account.TakeOverAsync(data, token).ConfigureAwait(false);
        await PrivateFile.WriteAsync(passwordFile, password, token).ConfigureAwait(false);
        await account.TakeOverAsync(passwordFile, token).ConfigureAwait(false);
        try
        {
            string[] command = account.Wrap([binaries.Initdb, "-D", data, "-U", "postgres", "-A", "scram-sha-256",
                $"--pwfile={passwordFile}", "-E", "UTF8", "--no-sync", .. Locale()]);
            CommandResult result = await Command.RunAsync(command, InitdbPatience, token).ConfigureAwait(false);
            if (!result.Succeeded) throw new WayClosedException($"{binaries.Initdb} failed: {result.Complaint}");
        }
        finally
        {
            File.Delete(passwordFile);
        }

        return password;
    }

    // C.UTF-8 wherever it exists: with version 17 it is built in, before that it is a locale of most Linux systems.
    private string[] Locale() => binaries.Major >= 17
        ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        : OperatingSystem.IsLinux() ? ["--locale=C.UTF-8", "--lc-messages=C"] : ["--locale=C"];

    private static bool IsWhole(string template) =>
        File.Exists(Path.Combine(template, "password")) && Directory.Exists(Path.Combine(template, "data"));

    private sealed class CacheUselessException : Exception;
}
