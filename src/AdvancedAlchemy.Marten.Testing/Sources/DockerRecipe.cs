using System.Security.Cryptography;
using AdvancedAlchemy.Marten.Testing.Processes;
using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>A server in a container, bound to the loopback address and removed when it stops.</summary>
internal sealed class DockerRecipe(string docker, string image, string? user, PostgresServerOptions options) : IServerRecipe
{
    private const string Inside = "/var/lib/aa-postgres";
    private readonly string _name = $"aa-postgres-{RandomNumberGenerator.GetHexString(12, lowercase: true)}";
    private readonly string _password = RandomNumberGenerator.GetHexString(32, lowercase: true);

    public PostgresSource Source => PostgresSource.Docker;

    public ServerAccount Account => ServerAccount.Own;

    // The image was chosen by the data's version.
    public void CheckData(string data)
    {
    }

    public Task<string> CreateDataAsync(string data, CancellationToken token)
    {
        if (options.DataDirectory is not null) FolderCopy.CreatePrivate(data);
        return Task.FromResult(_password);
    }

    public WatchdogOrder Order(string folder, int port, bool persistent)
    {
        string[] mount = persistent ? ["-v", $"{ServerFolder.Data(folder)}:{Inside}"] : [];
        string[] account = persistent && user is not null ? ["--user", user] : [];
        return new WatchdogOrder(folder,
        [
            docker, "run", "--rm", "--name", _name, "-p", $"127.0.0.1:{port}:5432", "-e", "POSTGRES_PASSWORD",
            "-e", $"PGDATA={Inside}/pgdata", "-e", "POSTGRES_INITDB_ARGS=-E UTF8 --locale=C.UTF-8 -A scram-sha-256", .. mount, .. account,
            image, "postgres", .. ServerSettings.Words(options, folder),
        ])
        {
            Persistent = persistent,
            Container = _name,
            Secret = new("POSTGRES_PASSWORD", _password),
        };
    }

    public Task StopOrphanAsync(string folder, CancellationToken token) =>
        throw new WayClosedException($"a container that nobody watches over still runs on {folder}; stop it (docker ps, docker stop)");
}
