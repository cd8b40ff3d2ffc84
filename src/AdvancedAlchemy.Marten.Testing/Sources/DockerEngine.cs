using AdvancedAlchemy.Marten.Testing.Processes;
using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Sources;

/// <summary>The way by the <c>docker</c> command.</summary>
internal static class DockerEngine
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<RunningServer> StartAsync(PostgresServerOptions options, CancellationToken token)
    {
        string docker = await FindAsync(options, token).ConfigureAwait(false);
        string image = ImageFor(options);
        CommandResult known = await Command.RunAsync([docker, "image", "inspect", image], Patience, token).ConfigureAwait(false);
        if (!known.Succeeded)
        {
            CommandResult pull = await Command.RunAsync([docker, "pull", image], options.DownloadTimeout, token).ConfigureAwait(false);
            if (!pull.Succeeded) throw new WayClosedException($"docker pull {image} failed: {pull.Complaint}");
        }

        DockerRecipe recipe = new(docker, image, await UserAsync(token).ConfigureAwait(false), options);
        return await new ServerLauncher(recipe, options).StartAsync(token).ConfigureAwait(false);
    }

    /// <summary>The <c>docker</c> command, once its engine has answered.</summary>
    /// <exception cref="WayClosedException">No command, or no engine behind it.</exception>
    public static async Task<string> FindAsync(PostgresServerOptions options, CancellationToken token)
    {
        string docker = Command.Find("docker", options.GetEnvironmentVariable)
            ?? throw new WayClosedException("no docker command on the PATH");
        string[] ask = [docker, "version", "--format", "{{.Server.Version}}"];
        CommandResult engine = await Command.RunAsync(ask, Patience, token).ConfigureAwait(false);
        return engine.Succeeded ? docker : throw new WayClosedException($"the docker command finds no engine: {engine.Complaint}");
    }

    // Data of an earlier start decides on the version: no server reads another major version's files.
    private static string ImageFor(PostgresServerOptions options)
    {
        if (options.DataDirectory is null) return options.DockerImage;
        string data = ServerFolder.Data(Path.GetFullPath(options.DataDirectory));
        if (File.Exists(Path.Combine(data, "PG_VERSION")))
            throw new WayClosedException($"{data} was made by server binaries and is left to them");
        string inside = Path.Combine(data, "pgdata", "PG_VERSION");
        return File.Exists(inside) ? $"postgres:{File.ReadAllText(inside).Trim()}" : options.DockerImage;
    }

    // Files in a mounted folder shall be ours, not those of the container's postgres user.
    private static async Task<string?> UserAsync(CancellationToken token)
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess) return null;
        CommandResult user = await Command.RunAsync(["id", "-u"], Patience, token).ConfigureAwait(false);
        CommandResult group = await Command.RunAsync(["id", "-g"], Patience, token).ConfigureAwait(false);
        return $"{user.Output.Trim()}:{group.Output.Trim()}";
    }
}
