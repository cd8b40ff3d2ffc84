using System.Diagnostics;
using System.Globalization;
using JasperFx.Events.Daemon;
using Marten;
using Microsoft.Extensions.Hosting;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

/// <summary>A host with a daemon, in a process of its own that a test can kill: this test program in another mode.</summary>
internal sealed class DaemonProcess : IDisposable
{
    private const string Connection = "AA_DAEMON_CONNECTION";
    private const string SchemaName = "AA_DAEMON_SCHEMA";
    private const string LockId = "AA_DAEMON_LOCK";
    private readonly Process _process;

    private DaemonProcess(Process process) => _process = process;

    /// <summary>Starts the process and returns when its host has started.</summary>
    public static async Task<DaemonProcess> StartAsync(string connectionString, string schema, int lockId)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };

        // Under `dotnet test` the process may be the dotnet host, which wants the assembly.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(DaemonProcess).Assembly.Location);
        start.Environment[Connection] = connectionString;
        start.Environment[SchemaName] = schema;
        start.Environment[LockId] = lockId.ToString(CultureInfo.InvariantCulture);
        var process = Process.Start(start)!;
        (await process.StandardOutput.ReadLineAsync()).ShouldBe("started", "the other process could not start its host");
        return new DaemonProcess(process);
    }

    public void Kill() => _process.Kill();

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    /// <summary>The life of the process, when it is one: start, tell, wait for the end of standard input.</summary>
    public static async Task<bool> RunWhenAskedAsync()
    {
        if (Environment.GetEnvironmentVariable(Connection) is not { } connectionString) return false;
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMarten(o =>
        {
            DaemonHostTest.Basics(o, connectionString, Environment.GetEnvironmentVariable(SchemaName)!);
            o.Projections.DaemonLockId = int.Parse(Environment.GetEnvironmentVariable(LockId)!, CultureInfo.InvariantCulture);
        }).AddAsyncDaemon(DaemonMode.HotCold);
        using var host = builder.Build();
        await host.StartAsync();
        await Console.Out.WriteLineAsync("started");
        await Console.Out.FlushAsync();
        await Console.In.ReadToEndAsync();
        return true;
    }
}
