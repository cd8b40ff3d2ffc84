using System.Security.Cryptography;
using System.Text;

namespace AdvancedAlchemy.Marten.Testing.Processes;

/// <summary>An owner's hold on the named pipe of a shared server; the kernel lets go of it when the owner dies.</summary>
internal sealed class Lifeline : IServerLease
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly FileStream _pipe;
    private readonly string _path;

    private Lifeline(string path)
    {
        _path = path;
        // Opened both ways, because opening for writing alone would wait for ever when the watchdog is gone.
        _pipe = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
    }

    public bool ServerExited => false;

    public static async Task<Lifeline> CreateAsync(string path, CancellationToken token)
    {
        File.Delete(path);
        CommandResult made = await Command.RunAsync(["mkfifo", "-m", "600", path], TimeSpan.FromSeconds(10), token).ConfigureAwait(false);
        if (!made.Succeeded) throw new WayClosedException($"the named pipe {path} could not be made: {made.Complaint}");
        return new Lifeline(path);
    }

    /// <summary>
    /// Joins the server whose watchdog listens on the pipe. <see langword="null"/> means that nobody listens: the server has
    /// stopped, or its watchdog was killed. A server that is just stopping is waited for.
    /// </summary>
    public static async Task<Lifeline?> JoinAsync(string path, CancellationToken token)
    {
        for (int i = 0; i < Patience / Poll && File.Exists(Closing(path)); i++) await Task.Delay(Poll, token).ConfigureAwait(false);
        Lifeline joined;
        try
        {
            joined = new Lifeline(path);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        string name = RandomNumberGenerator.GetHexString(16, lowercase: true);
        joined.Write(name);
        for (int i = 0; i < 300; i++)
        {
            if (File.Exists($"{path}.{name}"))
            {
                File.Delete($"{path}.{name}");
                return joined;
            }

            if (!File.Exists(path) && !File.Exists(Closing(path))) break;
            await Task.Delay(Poll, CancellationToken.None).ConfigureAwait(false);
        }

        joined._pipe.Dispose();
        return null;
    }

    /// <summary>
    /// Waits while the watchdog stops the server after the last owner let go. It moves the pipe away at once then; a pipe that
    /// stays in its place has other owners.
    /// </summary>
    public static async Task WaitForStopAsync(string path)
    {
        for (int i = 0; i < Grace / Poll && File.Exists(path); i++) await Task.Delay(Poll).ConfigureAwait(false);
        if (File.Exists(path)) return;
        for (int i = 0; i < Patience / Poll && File.Exists(Closing(path)); i++) await Task.Delay(Poll).ConfigureAwait(false);
    }

    public void Go() => Write("go");

    public void Write(string word) => _pipe.Write(Encoding.ASCII.GetBytes(word + "\n"));

    public void Dispose() => _pipe.Dispose();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await WaitForStopAsync(_path).ConfigureAwait(false);
    }

    public void Abandon() => Dispose();

    private static string Closing(string path) => path + ".closing";
}
