using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class KilledProcessTests(PostgresFixture postgres) : DaemonHostTest(postgres)
{
    private IHost Standby(int lockId) => Build(s => s.AddMarten(o =>
    {
        Basics(o);
        o.Projections.DaemonLockId = lockId;
    }).AddAsyncDaemon(DaemonMode.HotCold));

    private static async Task SumsUpAsync(IHost host, int count)
    {
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        var tally = (await TallyAsync(host.Services.GetRequiredService<IDocumentStore>(), "a"))!;
        (tally.Events, tally.Sum).ShouldBe((count, count * (count + 1) / 2));
    }

    [Fact]
    public async Task The_shards_of_a_leader_that_is_killed_go_on_in_the_standby()
    {
        using var leader = await DaemonProcess.StartAsync(ConnectionString, Schema, 71901);
        using var standby = Standby(71901);
        var store = standby.Services.GetRequiredService<IDocumentStore>();
        for (var i = 1; i <= 3; i++) await AppendAsync(store, new Counted("a", i));
        await SumsUpAsync(standby, 3);
        await standby.StartAsync();
        DaemonOf(standby).IsRunning.ShouldBeFalse();

        leader.Kill();
        await UntilAsync(() => DaemonOf(standby).IsRunning, "the standby takes over");
        for (var i = 4; i <= 6; i++) await AppendAsync(store, new Counted("a", i));
        await SumsUpAsync(standby, 6);
        await standby.StopAsync();
    }

    [Fact]
    public async Task A_page_of_a_process_that_is_killed_while_it_saves_is_applied_once()
    {
        const int pageLock = 71903;
        using var standby = Standby(71902);
        var store = standby.Services.GetRequiredService<IDocumentStore>();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await AppendAsync(store, new Counted("a", 1), new Counted("a", 2), new Counted("a", 3));
        await WaitAtPagesAsync(pageLock);
        await using (var holder = new NpgsqlConnection(ConnectionString))
        {
            await holder.OpenAsync();
            await new NpgsqlCommand($"select pg_advisory_lock({pageLock})", holder).ExecuteNonQueryAsync();
            using var leader = await DaemonProcess.StartAsync(ConnectionString, Schema, 71902);
            await UntilAsync(
                async () => await ScalarAsync<long>($"select count(*) from pg_locks where locktype = 'advisory' and objid = {pageLock} and not granted") > 0,
                "the page is being written");
            leader.Kill();
            await new NpgsqlCommand($"select pg_advisory_unlock({pageLock})", holder).ExecuteNonQueryAsync();
        }

        // What the server has made of it is known to nobody but the server.
        await standby.StartAsync();
        await UntilAsync(() => DaemonOf(standby).IsRunning, "the standby takes over");
        await AppendAsync(store, new Counted("a", 4));
        await SumsUpAsync(standby, 4);
        await standby.StopAsync();
    }
}
