using System.Security.Cryptography;
using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>The folder of one server: its data, its log and our notes about it.</summary>
internal static class ServerFolder
{
    public static string Data(string folder) => Path.Combine(folder, "data");

    /// <summary>A new throwaway folder, in the first temporary place that the server's account can reach.</summary>
    public static async Task<string> CreateTemporaryAsync(ServerAccount account, CancellationToken token)
    {
        string[] places = OperatingSystem.IsWindows() ? [Path.GetTempPath()] : [Path.GetTempPath(), "/tmp", "/var/tmp"];
        foreach (string place in places)
        {
            if (!await account.CanEnterAsync(place, token).ConfigureAwait(false)) continue;
            string folder = Path.Combine(place, $"aa-postgres-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
            FolderCopy.CreatePassable(folder);
            return folder;
        }

        throw new WayClosedException($"the user {account.Name} can enter none of {string.Join(", ", places)}");
    }

    /// <summary>Checks the folder that the caller named, and creates it when missing.</summary>
    /// <exception cref="PostgresUnavailableException">It cannot be used, with the reason: no other way would help.</exception>
    public static async Task<string> OpenAsync(string path, ServerAccount account, CancellationToken token)
    {
        string folder = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(folder);
            bool foreign = !File.Exists(ServerState.FileIn(folder)) && Directory.EnumerateFileSystemEntries(folder)
                .Any(entry => Path.GetFileName(entry) is not ("start.lock" or "data.new") && !Path.GetFileName(entry).StartsWith('.'));
            if (foreign)
            {
                throw new PostgresUnavailableException(
                    $"The data folder {folder} holds files that are not this package's. Name an empty or a new folder.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PostgresUnavailableException($"The data folder {folder} cannot be used: {e.Message}", e);
        }

        if (await account.CanEnterAsync(folder, token).ConfigureAwait(false)) return folder;
        throw new PostgresUnavailableException(
            $"The data folder {folder} cannot be used: PostgreSQL refuses to run as root, so it runs as the user {account.Name}, who "
            + "cannot enter this folder. Let others pass through it and its parents (chmod o+x), name a folder elsewhere, "
            + "or run as an ordinary user.");
    }
}
