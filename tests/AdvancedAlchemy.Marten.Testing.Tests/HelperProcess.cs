using System.Diagnostics;

namespace AdvancedAlchemy.Marten.Testing.Tests;

/// <summary>Another owner of a server, in a process of its own that a test can kill: this test program in another mode.</summary>
internal sealed class HelperProcess : IDisposable
{
    private const string Mode = "AA_TESTING_HELPER";
    private readonly Process _process;

    private HelperProcess(Process process) => _process = process;

    public required string ConnectionString { get; init; }

    public required int ServerPid { get; init; }

    /// <summary>Starts a process that starts (or joins) a server; an empty folder means a throwaway one.</summary>
    public static async Task<HelperProcess> StartAsync(string dataDirectory = "")
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // Under `dotnet test` the process may be the dotnet host, which wants the assembly.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(HelperProcess).Assembly.Location);
        start.Environment[Mode] = "on:" + dataDirectory;
        Process process = Process.Start(start)!;
        string[] answer = (await process.StandardOutput.ReadLineAsync() ?? "").Split('\t');
        answer.Length.ShouldBe(2, "the helper process could not start its server");
        return new HelperProcess(process) { ConnectionString = answer[0], ServerPid = int.Parse(answer[1]) };
    }

    public void Kill() => _process.Kill();

    /// <summary>Lets the process return from its main method without disposing its server.</summary>
    public async Task LetEndAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The helper's whole life, when this process is one: start, tell, wait for the end of standard input.</summary>
    public static async Task<bool> RunWhenAskedAsync()
    {
        if (Environment.GetEnvironmentVariable(Mode) is not { } mode) return false;
        string folder = mode["on:".Length..];
        PostgresServer server = await Machine.StartLocalAsync(folder.Length == 0 ? null : folder);
        Console.Out.WriteLine($"{server.ConnectionString}\t{await Machine.PidAsync(server)}");
        await Console.Out.FlushAsync();
        await Console.In.ReadToEndAsync();
        return true;
    }
}
