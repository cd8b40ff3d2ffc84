using System.Globalization;
using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Looks for server binaries where people and installers put them.</summary>
internal static class BinaryFinder
{
    /// <summary>The folders that hold a server, best first.</summary>
    public static IEnumerable<string> Candidates(PostgresServerOptions options) =>
        Places(options).Where(PostgresBinaries.AreIn).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Places(PostgresServerOptions options)
    {
        if (options.BinDirectory is { } given) return [Path.GetFullPath(given)];
        List<string> places = [];
        if (options.GetEnvironmentVariable("PGBIN") is { Length: > 0 } named) places.Add(named);
        if (Command.Find("postgres", options.GetEnvironmentVariable) is { } found) places.Add(Path.GetDirectoryName(Real(found))!);
        places.AddRange(options.InstallationFolders.SelectMany(Expand).OrderByDescending(VersionIn));
        return places;
    }

    // A package manager's link leads to the folder that has initdb beside it.
    private static string Real(string file) => File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;

    private static IEnumerable<string> Expand(string pattern)
    {
        string root = Path.GetPathRoot(pattern)!;
        if (root.Length == 0) return []; // another system's pattern
        IEnumerable<string> folders = [root];
        foreach (string segment in pattern[root.Length..].Split('/', '\\'))
        {
            folders = segment.Contains('*', StringComparison.Ordinal)
                ? folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateDirectories(folder, segment))
                : folders.Select(folder => Path.Combine(folder, segment));
        }

        return folders.Where(Directory.Exists);
    }

    private static decimal VersionIn(string folder)
    {
        string digits = string.Concat(folder.SkipWhile(c => !char.IsDigit(c)).TakeWhile(c => char.IsDigit(c) || c == '.')).TrimEnd('.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal version) ? version : 0;
    }
}
