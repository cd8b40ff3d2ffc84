namespace AdvancedAlchemy.Marten.Testing.Tests;

public class LifetimeTests
{
    [Fact]
    public async Task Disposing_stops_the_server_and_deletes_its_folder()
    {
        PostgresServer server = await Machine.StartLocalAsync();
        int pid = await Machine.PidAsync(server);
        string folder = await FolderAsync(server.ConnectionString);

        await server.DisposeAsync();
        await server.DisposeAsync();

        Machine.IsAlive(pid).ShouldBeFalse();
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_parent_leaves_no_server_and_no_folder()
    {
        Machine.SkipWithoutBinaries();
        Assert.SkipWhen(Machine.IsWindows, "on Windows the folder stays");
        using HelperProcess parent = await HelperProcess.StartAsync();
        string folder = await FolderAsync(parent.ConnectionString);
        Machine.IsAlive(parent.ServerPid).ShouldBeTrue();

        parent.Kill();

        await Machine.EventuallyAsync(() => !Machine.IsAlive(parent.ServerPid), "the server ends");
        await Machine.EventuallyAsync(() => !Directory.Exists(folder), "the folder vanishes");
    }

    [Fact]
    public async Task A_process_that_ends_without_disposing_leaves_no_server()
    {
        Machine.SkipWithoutBinaries();
        using HelperProcess parent = await HelperProcess.StartAsync();
        string folder = await FolderAsync(parent.ConnectionString);

        await parent.LetEndAsync();

        await Machine.EventuallyAsync(() => !Machine.IsAlive(parent.ServerPid), "the server ends");
        await Machine.EventuallyAsync(() => !Directory.Exists(folder), "the folder vanishes");
    }

    [Fact]
    public async Task A_killed_watchdog_is_made_up_for_on_dispose()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the watchdog through /proc");
        PostgresServer server = await Machine.StartLocalAsync();
        string folder = await FolderAsync(server.ConnectionString);
        int pid = await Machine.PidAsync(server);
        ProcessTable.KillWatchdogs(folder).ShouldBeGreaterThan(0);

        await server.DisposeAsync();

        await Machine.EventuallyAsync(() => !Machine.IsAlive(pid), "the server ends");
        Directory.Exists(folder).ShouldBeFalse();
    }

    [Fact]
    public async Task Eight_parallel_starts_do_not_fight_for_a_port()
    {
        PostgresServer[] servers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Machine.StartLocalAsync()));
        try
        {
            string[] ports = await Task.WhenAll(servers.Select(server => Machine.SettingAsync(server.ConnectionString, "port")));
            ports.ShouldBeUnique();
        }
        finally
        {
            await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(150)]
    [InlineData(300)]
    public async Task Cancelling_stops_everything_and_leaves_nothing(int milliseconds)
    {
        Machine.SkipWithoutBinaries();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "looks for processes in /proc");
        string temporary = Machine.NewFolder();
        using CancellationTokenSource limit = new(milliseconds);
        PostgresServerOptions options = new()
        {
            Sources = [PostgresSource.LocalBinaries],
            GetEnvironmentVariable = Machine.Quiet,
            DataDirectory = temporary,
        };
        try
        {
            // A fast machine may be ready before the token fires: then there is a server, and that is right too.
            PostgresServer? server = null;
            try
            {
                server = await PostgresServer.StartAsync(options, limit.Token);
            }
            catch (OperationCanceledException)
            {
                limit.IsCancellationRequested.ShouldBeTrue();
            }

            if (server is not null) await server.DisposeAsync();
            await Machine.EventuallyAsync(() => !ProcessTable.Mentioning(temporary).Any(), "every process with the folder in its command line ends");

            // What the cancelled start left in the folder does not stop the next one.
            await using PostgresServer next = await Machine.StartLocalAsync(temporary);
            (await Machine.ScalarAsync<int>(next.ConnectionString, "select 1")).ShouldBe(1);
        }
        finally
        {
            if (Directory.Exists(temporary)) Directory.Delete(temporary, recursive: true);
        }
    }

    private static async Task<string> FolderAsync(string connectionString) =>
        Path.GetDirectoryName(await Machine.SettingAsync(connectionString, "data_directory"))!;
}
