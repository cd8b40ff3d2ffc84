using System.Diagnostics;

namespace AdvancedAlchemy.Marten.Testing.Tests;

/// <summary>Finds the processes that belong to one server folder, on Linux.</summary>
internal static class ProcessTable
{
    public static IEnumerable<int> Mentioning(string folder) => Directory.EnumerateDirectories("/proc")
        .Select(entry => int.TryParse(Path.GetFileName(entry), out int pid) ? pid : 0)
        .Where(pid => pid > 0 && CommandLine(pid).Contains(folder, StringComparison.Ordinal));

    /// <summary>Kills the folder's watchdog, both its processes, and returns how many there were.</summary>
    public static int KillWatchdogs(string folder)
    {
        int[] watchdogs = [.. Mentioning(folder).Where(pid => CommandLine(pid).Contains("aa-postgres-watchdog", StringComparison.Ordinal))];
        foreach (int pid in watchdogs) Process.GetProcessById(pid).Kill();
        return watchdogs.Length;
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline").Replace('\0', ' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ""; // it ended while we looked
        }
    }
}
