using System.Diagnostics;

namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>The hold of the owner that started the server, through a process of <see cref="WatchdogScript"/>.</summary>
internal sealed class Watchdog : IServerLease
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly WatchdogOrder _order;
    private readonly Process _process;
    private readonly Lifeline? _shared;
    private int _released;

    private Watchdog(WatchdogOrder order, Process process, Lifeline? shared)
    {
        _order = order;
        _process = process;
        _shared = shared;
    }

    public bool ServerExited => File.Exists(_order.Exited) || _process.HasExited;

    /// <summary>Starts the watchdog; the server waits for <see cref="Go"/>.</summary>
    public static async Task<Watchdog> StartAsync(WatchdogOrder order, CancellationToken token)
    {
        File.Delete(order.Exited);
        Lifeline? shared = order.Persistent ? await Lifeline.CreateAsync(order.Lifeline, token).ConfigureAwait(false) : null;
        string[] script =
        [
            "/bin/sh", "-c", WatchdogScript.Text, "aa-postgres-watchdog", order.Log, order.Persistent ? order.Lifeline : "",
            order.Persistent ? "" : order.Folder, order.Exited, order.PidFile, order.Persistent ? "INT" : "QUIT", order.Container ?? "",
        ];
        // A session of its own: Ctrl+C and a kill of the owner's process group must not reach the one that cleans up.
        string? setsid = Command.Find("setsid", Environment.GetEnvironmentVariable);
        string[] prefix = setsid is null ? [] : [setsid];
        ProcessStartInfo start = Command.Describe([.. prefix, .. script, .. order.CommandLine]);
        if (order.Secret is { } secret) start.Environment[secret.Key] = secret.Value;
        Process process = new() { StartInfo = start };
        try
        {
            process.Start();
        }
        catch
        {
            shared?.Dispose();
            process.Dispose();
            throw;
        }

        return new Watchdog(order, process, shared);
    }

    public void Go()
    {
        if (_shared is not null)
        {
            _shared.Write("go");
            return;
        }

        _process.StandardInput.Write("go\n");
        _process.StandardInput.Flush();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Release()) return;
        if (_order.Persistent)
        {
            await Lifeline.WaitForStopAsync(_order.Lifeline).ConfigureAwait(false);
        }
        else
        {
            using CancellationTokenSource limit = new(Patience);
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            if (Directory.Exists(_order.Folder)) await CleanUpAsync(limit.Token).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    public void Abandon()
    {
        if (Release() && !_order.Persistent) _process.WaitForExit(TimeSpan.FromSeconds(5));
    }

    /// <summary>Does the watchdog's work after somebody killed the watchdog itself.</summary>
    private async Task CleanUpAsync(CancellationToken token)
    {
        if (File.Exists(_order.PidFile) && int.TryParse(await File.ReadAllTextAsync(_order.PidFile, token).ConfigureAwait(false), out int pid))
        {
            try
            {
                using Process server = Process.GetProcessById(pid);
                server.Kill();
                await server.WaitForExitAsync(token).ConfigureAwait(false);
            }
            catch (ArgumentException)
            {
                // No such process: the server ended by itself.
            }
        }

        Directory.Delete(_order.Folder, recursive: true);
    }

    private bool Release()
    {
        if (Interlocked.Exchange(ref _released, 1) != 0) return false;
        _shared?.Dispose();
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The watchdog is gone already: a closed pipe is what this wants.
        }

        return true;
    }
}
