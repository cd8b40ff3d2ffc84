namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>Reads why a server did not start.</summary>
internal static class ServerLog
{
    private static readonly string[] PortIsTaken = ["could not bind", "address already in use", "port is already allocated"];

    public static async Task<string> ReadAsync(string path, CancellationToken token)
    {
        if (!File.Exists(path)) return "";
        await using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using StreamReader reader = new(file);
        return await reader.ReadToEndAsync(token).ConfigureAwait(false);
    }

    public static bool SaysPortIsTaken(string log) =>
        PortIsTaken.Any(words => log.Contains(words, StringComparison.OrdinalIgnoreCase));

    public static string Tail(string log)
    {
        string[] lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it left no log" : string.Join(" | ", lines.TakeLast(5));
    }
}
