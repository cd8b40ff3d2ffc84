using System.Diagnostics;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;

namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>
/// The hold on Windows: a job object, named after the folder, that ends the server when its last handle closes, however the
/// owners end. The end is abrupt; PostgreSQL recovers from its log. A killed owner's throwaway folder stays in the temporary folder.
/// </summary>
[SupportedOSPlatform("windows")]
internal sealed class WindowsLease : IServerLease
{
    private readonly WatchdogOrder? _order;
    private readonly WindowsJob _job;
    private Process? _process;

    public WindowsLease(WatchdogOrder order)
    {
        _order = order;
        _job = WindowsJob.Create(NameFor(order.Folder));
    }

    private WindowsLease(WindowsJob job) => _job = job;

    public bool ServerExited => _process is { HasExited: true };

    public static WindowsLease? Join(string folder) => WindowsJob.Open(NameFor(folder)) is { } job ? new WindowsLease(job) : null;

    public void Go()
    {
        ProcessStartInfo start = Command.Describe(_order!.CommandLine);
        if (_order.Secret is { } secret) start.Environment[secret.Key] = secret.Value;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.Start();
        _job.Add(_process);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public async ValueTask DisposeAsync()
    {
        _job.Dispose();
        if (_order is not { Persistent: false }) return;
        if (_process is not null) await _process.WaitForExitAsync().ConfigureAwait(false);
        if (Directory.Exists(_order.Folder)) Directory.Delete(_order.Folder, recursive: true);
    }

    public void Abandon() => _job.Dispose();

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_job) File.AppendAllText(_order!.Log, line.Data + "\n");
    }

    private static string NameFor(string folder) =>
        "aa-postgres-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder.ToUpperInvariant())))[..32];
}
