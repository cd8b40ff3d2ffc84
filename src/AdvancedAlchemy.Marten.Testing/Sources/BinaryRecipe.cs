using System.Globalization;
using AdvancedAlchemy.Marten.Testing.Processes;
using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>A server from a folder of binaries.</summary>
internal sealed class BinaryRecipe(PostgresSource source, PostgresBinaries binaries, ServerAccount account, PostgresServerOptions options)
    : IServerRecipe
{
    public PostgresSource Source => source;

    public ServerAccount Account => account;

    public void CheckData(string data)
    {
        string note = Path.Combine(data, "PG_VERSION");
        if (!File.Exists(note)) throw new WayClosedException($"{data} was made in a container and is left to Docker");
        string version = File.ReadAllText(note).Trim();
        if (version != binaries.Major.ToString(CultureInfo.InvariantCulture))
            throw new WayClosedException($"{data} is of PostgreSQL {version}, {binaries.Folder} is {binaries.Version}");
    }

    public Task<string> CreateDataAsync(string data, CancellationToken token) =>
        new ClusterTemplate(binaries, account, options).CreateDataAsync(data, token);

    public WatchdogOrder Order(string folder, int port, bool persistent)
    {
        string data = ServerFolder.Data(folder);
        string pid = Path.Combine(data, "watched.pid");
        string[] server =
        [
            binaries.Postgres, "-D", data, "-c", "listen_addresses=127.0.0.1", "-c", $"port={port}", "-c", "unix_socket_directories=",
            .. ServerSettings.Words(options, folder),
        ];
        string[] command = OperatingSystem.IsWindows()
            ? server
            : account.Wrap(["/bin/sh", "-c", WatchdogScript.NotePid, pid, .. server]);
        return new WatchdogOrder(folder, command) { Persistent = persistent, PidFile = pid };
    }

    public async Task StopOrphanAsync(string folder, CancellationToken token)
    {
        string[] command = account.Wrap(binaries.Control, "stop", "-D", ServerFolder.Data(folder), "-m", "fast", "-t", "60");
        CommandResult result = await Command.RunAsync(command, TimeSpan.FromSeconds(70), token).ConfigureAwait(false);
        if (!result.Succeeded) throw new WayClosedException($"the server left on {folder} could not be stopped: {result.Complaint}");
    }
}
