using System.Globalization;
using AdvancedAlchemy.Marten.Testing.Processes;

namespace AdvancedAlchemy.Marten.Testing.Servers;

/// <summary>A folder with <c>initdb</c> and <c>postgres</c> that run here.</summary>
internal sealed record PostgresBinaries(string Folder, string Version, int Major)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public string Initdb => Program(Folder, "initdb");

    public string Postgres => Program(Folder, "postgres");

    public string Control => Program(Folder, "pg_ctl");

    public static bool AreIn(string folder) => File.Exists(Program(folder, "initdb")) && File.Exists(Program(folder, "postgres"));

    /// <summary>Runs the server's <c>--version</c>, as the account that is to run it.</summary>
    /// <exception cref="WayClosedException">It does not run: a missing library, a folder out of that account's reach.</exception>
    public static async Task<PostgresBinaries> ProbeAsync(string folder, ServerAccount account, CancellationToken token)
    {
        string postgres = Program(folder, "postgres");
        CommandResult result = await Command.RunAsync(account.Wrap(postgres, "--version"), Patience, token).ConfigureAwait(false);
        string version = result.Output.Trim();
        string number = version.Split(' ').FirstOrDefault(word => word.Length > 0 && char.IsDigit(word[0])) ?? "";
        string digits = string.Concat(number.TakeWhile(char.IsDigit));
        return result.Succeeded && int.TryParse(digits, CultureInfo.InvariantCulture, out int major)
            ? new PostgresBinaries(folder, version, major)
            : throw new WayClosedException($"{postgres} does not run{(account.Name is { } name ? $" as {name}" : "")}: {result.Complaint}");
    }

    private static string Program(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
