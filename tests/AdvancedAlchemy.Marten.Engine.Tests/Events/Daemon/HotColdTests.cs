using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class HotColdTests(PostgresFixture postgres) : DaemonHostTest(postgres)
{
    private IHost Node(LogLines log, int lockId) => Build(
        s => s.AddMarten(o =>
        {
            Basics(o);
            o.Projections.DaemonLockId = lockId;
        }).AddAsyncDaemon(DaemonMode.HotCold),
        log);

    // The locks are of the whole database: every test has its own.
    private static string Owners(int lockId) =>
        $"select pid from pg_locks where locktype = 'advisory' and classid = {lockId} and granted and database = (select oid from pg_database where datname = current_database())";

    [Fact]
    public async Task A_shard_runs_on_one_host_and_on_the_other_when_that_one_stops()
    {
        using var first = Node(new LogLines(), 71001);
        using var second = Node(new LogLines(), 71001);
        await first.StartAsync();
        await UntilAsync(() => DaemonOf(first).IsRunning, "the first host runs it");
        await second.StartAsync();
        var store = first.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, new Counted("a", 1));
        await first.WaitForNonStaleProjectionDataAsync(Patience);
        DaemonOf(second).IsRunning.ShouldBeFalse();

        await first.StopAsync();
        await UntilAsync(() => DaemonOf(second).IsRunning, "the second host takes over");
        DaemonOf(first).IsRunning.ShouldBeFalse();
        await AppendAsync(store, new Counted("a", 2));
        await second.WaitForNonStaleProjectionDataAsync(Patience);
        (await TallyAsync(store, "a"))!.Sum.ShouldBe(3);
        await second.StopAsync();
    }

    [Fact]
    public async Task A_host_whose_lock_is_lost_stops_at_once_and_another_takes_over()
    {
        var log = new LogLines();
        using var first = Node(log, 71002);
        using var second = Node(new LogLines(), 71002);
        await first.StartAsync();
        await UntilAsync(() => DaemonOf(first).IsRunning, "the first host runs it");
        await second.StartAsync();
        var store = first.Services.GetRequiredService<IDocumentStore>();
        for (var i = 1; i <= 5; i++) await AppendAsync(store, new Counted("a", i));
        await ExecuteAsync($"select pg_terminate_backend(pid) from ({Owners(71002)}) as owners");
        await UntilAsync(() => log.Lines.Any(l => l.Contains("connection with the locks", StringComparison.Ordinal)), "the first host notices");
        await UntilAsync(() => DaemonOf(first).IsRunning != DaemonOf(second).IsRunning, "one of them runs it again");
        for (var i = 6; i <= 10; i++) await AppendAsync(store, new Counted("a", i));
        await second.WaitForNonStaleProjectionDataAsync(Patience);
        var tally = (await TallyAsync(store, "a"))!;
        (tally.Sum, tally.Events).ShouldBe((55, 10));
        (await ScalarAsync<long>($"select count(*) from ({Owners(71002)}) as owners")).ShouldBe(1);
        await first.StopAsync();
        await second.StopAsync();
    }
}
