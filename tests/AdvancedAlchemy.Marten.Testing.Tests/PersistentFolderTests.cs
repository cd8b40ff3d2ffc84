namespace AdvancedAlchemy.Marten.Testing.Tests;

public sealed class PersistentFolderTests : IDisposable
{
    private readonly string _folder = Machine.NewFolder();

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Data_is_kept_over_restarts_and_is_durable()
    {
        await using (PostgresServer first = await Machine.StartLocalAsync(_folder, "blog"))
        {
            (await Machine.SettingAsync(first.ConnectionString, "fsync")).ShouldBe("on");
            first.IsThrowaway.ShouldBeFalse();
            await Machine.ExecuteAsync(first.ConnectionString, "create table post (id int); insert into post values (42)");
        }

        await using PostgresServer second = await Machine.StartLocalAsync(_folder, "blog");
        (await Machine.ScalarAsync<int>(second.ConnectionString, "select id from post")).ShouldBe(42);
        string log = await File.ReadAllTextAsync(Path.Combine(_folder, "server.log"));
        log.ShouldNotContain("not properly shut down");
    }

    [Fact]
    public async Task Two_owners_share_one_server_and_the_last_one_stops_it()
    {
        PostgresServer first = await Machine.StartLocalAsync(_folder);
        PostgresServer second = await Machine.StartLocalAsync(_folder, "other");
        int pid = await Machine.PidAsync(first);
        (await Machine.PidAsync(second)).ShouldBe(pid);

        await first.DisposeAsync();
        (await Machine.ScalarAsync<string>(second.ConnectionString, "select current_database()::text")).ShouldBe("other");

        await second.DisposeAsync();
        await Machine.EventuallyAsync(() => !Machine.IsAlive(pid), "the server ends with its last owner");
    }

    [Fact]
    public async Task Another_process_joins_and_keeps_the_server_when_the_one_that_started_it_is_killed()
    {
        Machine.SkipWithoutBinaries();
        using HelperProcess starter = await HelperProcess.StartAsync(_folder);
        await using PostgresServer joined = await Machine.StartLocalAsync(_folder);
        joined.ConnectionString.ShouldBe(starter.ConnectionString);

        starter.Kill();
        await Task.Delay(300);

        (await Machine.PidAsync(joined)).ShouldBe(starter.ServerPid);
        await joined.DisposeAsync();
        await Machine.EventuallyAsync(() => !Machine.IsAlive(starter.ServerPid), "the server ends with its last owner");
    }

    [Fact]
    public async Task Killed_owners_leave_no_server_behind_and_the_data_stays()
    {
        Machine.SkipWithoutBinaries();
        using HelperProcess one = await HelperProcess.StartAsync(_folder);
        using HelperProcess two = await HelperProcess.StartAsync(_folder);
        await Machine.ExecuteAsync(two.ConnectionString, "create table post (id int); insert into post values (1)");

        one.Kill();
        two.Kill();

        await Machine.EventuallyAsync(() => !Machine.IsAlive(one.ServerPid), "the server ends");
        await using PostgresServer later = await Machine.StartLocalAsync(_folder);
        (await Machine.ScalarAsync<int>(later.ConnectionString, "select id from post")).ShouldBe(1);
    }

    [Fact]
    public async Task Owners_that_come_and_go_at_once_never_lose_the_server_under_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            for (int i = 0; i < 4; i++)
            {
                await using PostgresServer server = await Machine.StartLocalAsync(_folder);
                (await Machine.ScalarAsync<int>(server.ConnectionString, "select 1 from pg_sleep(0.01)")).ShouldBe(1);
            }
        }));
    }

    [Fact]
    public async Task A_server_whose_watchdog_was_killed_is_replaced_without_loss()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "finds the watchdog through /proc");
        using (HelperProcess starter = await HelperProcess.StartAsync(_folder))
        {
            await Machine.ExecuteAsync(starter.ConnectionString, "create table post (id int); insert into post values (7)");
            ProcessTable.KillWatchdogs(_folder).ShouldBeGreaterThan(0);
        }

        await using PostgresServer later = await Machine.StartLocalAsync(_folder);
        (await Machine.ScalarAsync<int>(later.ConnectionString, "select id from post")).ShouldBe(7);
    }

    [Fact]
    public async Task A_folder_with_somebody_elses_files_is_refused()
    {
        Machine.SkipWithoutBinaries();
        Directory.CreateDirectory(_folder);
        await File.WriteAllTextAsync(Path.Combine(_folder, "thesis.txt"), "mine");

        var refused = await Should.ThrowAsync<PostgresUnavailableException>(() => Machine.StartLocalAsync(_folder));

        refused.Message.ShouldContain(_folder);
        refused.Message.ShouldContain("not this package's");
        Directory.GetFileSystemEntries(_folder).Length.ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_the_server_account_cannot_reach_is_refused_with_the_reason()
    {
        Machine.SkipWithoutBinaries();
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "only root's folders can be out of reach for the server");
        Servers.FolderCopy.CreatePrivate(_folder);

        var refused = await Should.ThrowAsync<PostgresUnavailableException>(() => Machine.StartLocalAsync(Path.Combine(_folder, "blog")));

        refused.Message.ShouldContain(Path.Combine(_folder, "blog"));
        refused.Message.ShouldContain("cannot enter");
        refused.Message.ShouldContain("chmod o+x");
    }
}
