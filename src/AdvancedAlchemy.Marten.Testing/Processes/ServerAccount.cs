namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>
/// The account that runs the server: our own, or, since PostgreSQL refuses root, an unprivileged one when we are root.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly string[] Candidates = ["postgres", "nobody"];
    private readonly string[] _prefix;

    private ServerAccount(string? name, string[] prefix)
    {
        Name = name;
        _prefix = prefix;
    }

    /// <summary>Our own account.</summary>
    public static ServerAccount Own { get; } = new(null, []);

    /// <summary>The unprivileged account's name; <see langword="null"/> when the server runs as ourselves.</summary>
    public string? Name { get; }

    /// <summary>Finds an account and a tool that really changes to it: some systems have reduced versions of these tools.</summary>
    public static async Task<ServerAccount> ChooseAsync(CancellationToken token)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return Own;
        foreach (string name in Candidates)
        {
            CommandResult user = await Command.RunAsync(["id", "-u", name], Patience, token).ConfigureAwait(false);
            CommandResult group = await Command.RunAsync(["id", "-g", name], Patience, token).ConfigureAwait(false);
            if (!user.Succeeded || !group.Succeeded) continue;
            foreach (string[] prefix in Tools(name, user.Output.Trim(), group.Output.Trim()))
            {
                CommandResult proof = await Command.RunAsync([.. prefix, "id", "-u"], Patience, token).ConfigureAwait(false);
                if (proof.Succeeded && proof.Output.Trim() == user.Output.Trim()) return new ServerAccount(name, prefix);
            }
        }

        throw new WayClosedException(
            "PostgreSQL refuses to run as root, and neither setpriv, runuser nor su could change to the user postgres or nobody");
    }

    /// <summary>The command line that runs <paramref name="commandLine"/> as this account.</summary>
    public string[] Wrap(params string[] commandLine) => [.. _prefix, .. commandLine];

    /// <summary>Makes the folder and all in it this account's.</summary>
    public async Task TakeOverAsync(string folder, CancellationToken token)
    {
        if (Name is null) return;
        CommandResult result = await Command.RunAsync(["chown", "-R", $"{Name}:", folder], Patience, token).ConfigureAwait(false);
        if (!result.Succeeded) throw new WayClosedException($"{folder} could not be given to the user {Name}: {result.Complaint}");
    }

    /// <summary>Whether this account can enter the folder: every parent must let it through.</summary>
    public async Task<bool> CanEnterAsync(string folder, CancellationToken token)
    {
        if (Name is null) return true;
        string[] probe = Wrap("/bin/sh", "-c", "cd \"$0\"", folder);
        return (await Command.RunAsync(probe, Patience, token).ConfigureAwait(false)).Succeeded;
    }

    private static IEnumerable<string[]> Tools(string name, string user, string group) =>
    [
        ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"],
        ["runuser", "-u", name, "--"],
        ["su", name, "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--"],
    ];
}
