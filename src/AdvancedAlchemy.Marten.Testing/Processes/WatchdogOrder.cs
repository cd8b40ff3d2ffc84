namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>What a watchdog runs and how it ends it.</summary>
/// <param name="Folder">The server's folder: log, notes and data.</param>
/// <param name="CommandLine">The server in the foreground.</param>
internal sealed record WatchdogOrder(string Folder, IReadOnlyList<string> CommandLine)
{
    /// <summary>Whether the folder stays when the server goes, and further owners may join.</summary>
    public bool Persistent { get; init; }

    /// <summary>The name of the container to stop; <see langword="null"/> when the server is a plain process.</summary>
    public string? Container { get; init; }

    /// <summary>The file with the server's process id.</summary>
    public string PidFile { get; init; } = "";

    /// <summary>An environment variable for the server: a password does not belong on a command line.</summary>
    public KeyValuePair<string, string>? Secret { get; init; }

    public string Log => Path.Combine(Folder, "server.log");

    public string Lifeline => Path.Combine(Folder, "lifeline");

    public string Exited => Path.Combine(Folder, "exited");
}
