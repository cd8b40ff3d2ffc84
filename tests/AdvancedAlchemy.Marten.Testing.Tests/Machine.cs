using System.Diagnostics;
using AdvancedAlchemy.Marten.Testing.Processes;
using Npgsql;

namespace AdvancedAlchemy.Marten.Testing.Tests;

/// <summary>What the tests ask of the machine they run on.</summary>
internal static class Machine
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static bool IsWindows => OperatingSystem.IsWindows();

    /// <summary>The variables without those that would decide for the test.</summary>
    public static string? Quiet(string name) => name == "AA_POSTGRES" ? null : Environment.GetEnvironmentVariable(name);

    public static Func<string, string?> With(string variable, string? value) => name => name == variable ? value : Quiet(name);

    public static PostgresServerOptions Only(PostgresSource source) => new() { Sources = [source], GetEnvironmentVariable = Quiet };

    /// <summary>Starts by local binaries, or skips the test where the machine has none.</summary>
    public static async Task<PostgresServer> StartLocalAsync(string? dataDirectory = null, string database = "postgres")
    {
        SkipWithoutBinaries();
        return await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Sources = [PostgresSource.LocalBinaries],
            GetEnvironmentVariable = Quiet,
            DataDirectory = dataDirectory,
            DatabaseName = database,
        });
    }

    public static void SkipWithoutBinaries() => Assert.SkipUnless(
        Servers.BinaryFinder.Candidates(new PostgresServerOptions()).Any(), "no PostgreSQL server binaries on this machine");

    public static async Task<T> ScalarAsync<T>(string connectionString, string sql)
    {
        await using NpgsqlConnection connection = new(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using NpgsqlCommand command = new(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static Task ExecuteAsync(string connectionString, string sql) => ScalarAsync<int>(connectionString, $"{sql}; select 1");

    public static async Task<string> SettingAsync(string connectionString, string name) =>
        await ScalarAsync<string>(connectionString, $"select current_setting('{name}')");

    public static async Task<int> PidAsync(PostgresServer server)
    {
        string data = await SettingAsync(server.ConnectionString, "data_directory");
        return int.Parse(File.ReadLines(Path.Combine(data, "postmaster.pid")).First());
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            using Process process = Process.GetProcessById(pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public static Task EventuallyAsync(Func<bool> condition, string what) => EventuallyAsync(() => Task.FromResult(condition()), what);

    public static async Task EventuallyAsync(Func<Task<bool>> condition, string what)
    {
        for (int i = 0; i < Patience.TotalMilliseconds / 20; i++)
        {
            if (await condition()) return;
            await Task.Delay(20);
        }

        throw new TimeoutException($"Not within {Patience.TotalSeconds} s: {what}");
    }

    public static string NewFolder() => Path.Combine(Path.GetTempPath(), "aa-testing-" + Guid.NewGuid().ToString("n")[..12]);

    public static async Task<bool> HasCommandAsync(params string[] command) =>
        (await Command.RunAsync(command, TimeSpan.FromSeconds(10), CancellationToken.None)).Succeeded;
}
