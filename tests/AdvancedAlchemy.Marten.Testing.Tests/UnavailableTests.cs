using System.Diagnostics;

namespace AdvancedAlchemy.Marten.Testing.Tests;

public class UnavailableTests
{
    [Fact]
    public async Task Without_any_means_the_message_names_all_four_ways_and_what_to_do()
    {
        PostgresServerOptions options = new()
        {
            GetEnvironmentVariable = _ => null,
            InstallationFolders = [],
            CacheDirectory = Machine.NewFolder(),
        };
        try
        {
            var none = await Should.ThrowAsync<PostgresUnavailableException>(() => PostgresServer.StartAsync(options));

            foreach (PostgresSource source in Enum.GetValues<PostgresSource>()) none.Message.ShouldContain($"- {source}: ");
            foreach (string advice in new[] { "AA_POSTGRES", "PGBIN", "Docker", "@embedded-postgres" }) none.Message.ShouldContain(advice);
        }
        finally
        {
            if (Directory.Exists(options.CacheDirectory)) Directory.Delete(options.CacheDirectory, recursive: true);
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Username=me;Password=s3cret;Database=blog", "host 127.0.0.1, port 1, database blog, user me")]
    [InlineData("postgres://me@localhost/blog", "no Npgsql connection string")]
    [InlineData("Nonsense=1", "no Npgsql connection string")]
    public async Task A_wrong_connection_string_is_a_clear_error_without_its_password(string given, string expected)
    {
        PostgresServerOptions options = new() { GetEnvironmentVariable = Machine.With("AA_POSTGRES", given) };

        var wrong = await Should.ThrowAsync<PostgresUnavailableException>(() => PostgresServer.StartAsync(options));

        wrong.Message.ShouldContain("AA_POSTGRES is set");
        wrong.Message.ShouldContain(expected);
        wrong.Message.ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task A_bin_directory_without_a_server_is_named()
    {
        PostgresServerOptions options = new() { Sources = [PostgresSource.LocalBinaries], BinDirectory = "/nowhere" };

        (await Should.ThrowAsync<PostgresUnavailableException>(() => PostgresServer.StartAsync(options))).Message.ShouldContain("nowhere");
    }

    [Fact]
    public async Task A_docker_command_that_hangs_is_given_up_in_a_bounded_time()
    {
        Assert.SkipWhen(Machine.IsWindows, "the stand-in is a shell script");
        string folder = Machine.NewFolder();
        Directory.CreateDirectory(folder);
        try
        {
            string docker = Path.Combine(folder, "docker");
            await File.WriteAllTextAsync(docker, "#!/bin/sh\nexec sleep 60\n");
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(docker, UnixFileMode.UserRead | UnixFileMode.UserExecute);
            PostgresServerOptions options = new() { Sources = [PostgresSource.Docker], GetEnvironmentVariable = Machine.With("PATH", folder) };
            Stopwatch watch = Stopwatch.StartNew();

            var none = await Should.ThrowAsync<PostgresUnavailableException>(() => PostgresServer.StartAsync(options));

            none.Message.ShouldContain("no answer within");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_setting_that_the_server_refuses_is_reported_with_the_servers_words()
    {
        Machine.SkipWithoutBinaries();
        PostgresServerOptions options = new()
        {
            Sources = [PostgresSource.LocalBinaries],
            GetEnvironmentVariable = Machine.Quiet,
            Settings = new Dictionary<string, string> { ["no_such_setting"] = "1" },
        };

        (await Should.ThrowAsync<PostgresUnavailableException>(() => PostgresServer.StartAsync(options))).Message.ShouldContain("no_such_setting");
    }
}
