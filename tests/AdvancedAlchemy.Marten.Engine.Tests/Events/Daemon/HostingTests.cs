using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events.Daemon;
using Marten;
using Marten.Events;
using Microsoft.Extensions.DependencyInjection;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class HostingTests(PostgresFixture postgres) : DaemonHostTest(postgres)
{
    public interface IOther : IDocumentStore;

    [Fact]
    public async Task The_daemon_runs_while_the_host_runs()
    {
        using var host = Build(s => s.AddMarten(Basics).AddAsyncDaemon(DaemonMode.Solo));
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, new Counted("a", 2));
        await host.StartAsync();
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        (await TallyAsync(store, "a"))!.Sum.ShouldBe(2);
        store.Options.ShouldBeOfType<StoreOptions>().Projections.AsyncMode.ShouldBe(DaemonMode.Solo);
        var daemon = DaemonOf(host);
        daemon.IsRunning.ShouldBeTrue();
        await host.StopAsync();
        daemon.IsRunning.ShouldBeFalse();
    }

    [Theory, InlineData(DaemonMode.Disabled), InlineData(DaemonMode.ExternallyManaged)]
    public async Task Nothing_runs_by_itself_where_somebody_else_is_to_start_it(DaemonMode mode)
    {
        using var host = Build(s => s.AddMarten(Basics).AddAsyncDaemon(mode));
        await host.StartAsync();
        if (mode == DaemonMode.Disabled)
        {
            host.Services.GetService<IProjectionCoordinator>().ShouldBeNull();
            return;
        }

        var daemon = DaemonOf(host);
        daemon.IsRunning.ShouldBeFalse();
        await daemon.StartAllAsync();
        await AppendAsync(host.Services.GetRequiredService<IDocumentStore>(), new Counted("a", 2));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await host.StopAsync();
        daemon.IsRunning.ShouldBeFalse();
    }

    [Fact]
    public async Task All_daemons_can_be_paused_and_resumed()
    {
        using var host = Build(s => s.AddMarten(Basics).AddAsyncDaemon(DaemonMode.Solo));
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await host.PauseAllDaemonsAsync();
        DaemonOf(host).StatusFor("Tally:All").ShouldBe(AgentStatus.Stopped);
        await AppendAsync(store, new Counted("a", 2));
        await host.ResumeAllDaemonsAsync();
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        (await TallyAsync(store, "a"))!.Sum.ShouldBe(2);
        await host.StopAsync();
    }

    [Theory, InlineData(CatchUpMode.AndDoNothing), InlineData(CatchUpMode.AndResumeNormally)]
    public async Task Everything_can_be_got_to_the_end_at_once(CatchUpMode mode)
    {
        using var host = Build(s => s.AddMarten(Basics).AddAsyncDaemon(DaemonMode.Solo));
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, new Counted("a", 2), new Counted("b", 3));
        (await host.ForceAllMartenDaemonActivityToCatchUpAsync(CancellationToken.None, mode)).ShouldBeEmpty();
        (await TallyAsync(store, "a"))!.Sum.ShouldBe(2);
        (await TallyAsync(store, "b"))!.Sum.ShouldBe(3);
        DaemonOf(host).IsRunning.ShouldBe(mode == CatchUpMode.AndResumeNormally);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_ancillary_store_has_a_daemon_of_its_own()
    {
        using var host = Build(s =>
        {
            s.AddMarten(o =>
            {
                o.Connection(ConnectionString);
                o.DatabaseSchemaName = Schema + "_main";
            });
            s.AddMartenStore<IOther>(Basics).AddAsyncDaemon(DaemonMode.Solo);
        });
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IOther>();
        await AppendAsync(store, new Counted("a", 2));
        await host.WaitForNonStaleProjectionDataAsync<IOther>(Patience);
        (await TallyAsync(store, "a"))!.Sum.ShouldBe(2);
        host.Services.GetRequiredService<global::Marten.Events.Daemon.Coordination.IProjectionCoordinator<IOther>>().DaemonForMainDatabase().IsRunning.ShouldBeTrue();
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_that_is_disposed_of_without_being_stopped_leaves_nothing_running()
    {
        IProjectionDaemon daemon;
        using (var host = Build(s => s.AddMarten(Basics).AddAsyncDaemon(DaemonMode.Solo)))
        {
            await host.StartAsync();
            await AppendAsync(host.Services.GetRequiredService<IDocumentStore>(), new Counted("a", 2));
            await host.WaitForNonStaleProjectionDataAsync(Patience);
            daemon = DaemonOf(host);
        }

        daemon.CurrentAgents().ShouldBeEmpty();
    }

    [Theory, InlineData(ServiceLifetime.Singleton), InlineData(ServiceLifetime.Scoped), InlineData(ServiceLifetime.Transient)]
    public async Task A_subscription_may_come_from_the_container_and_need_the_store(ServiceLifetime lifetime)
    {
        var post = new Post();
        using var host = Build(s =>
        {
            s.AddSingleton(post);
            s.AddMarten(o =>
            {
                o.Connection(ConnectionString);
                o.DatabaseSchemaName = Schema;
                Hurry(o);
            }).AddSubscriptionWithServices<Postman>(lifetime, o => o.Options.BatchSize = 1).AddAsyncDaemon(DaemonMode.Solo);
        });
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, new Counted("a", 2), new Counted("b", 3));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        post.Delivered.ShouldBe(["a", "b"]);
        post.Postmen.ShouldBe(lifetime == ServiceLifetime.Singleton ? 1 : 3);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_services_of_a_subscription_live_until_its_listener_has_heard_of_the_commit()
    {
        var round = new Round();
        using var host = Build(s =>
        {
            s.AddSingleton(round).AddScoped<Bag>();
            s.AddMarten(o =>
            {
                o.Connection(ConnectionString);
                o.DatabaseSchemaName = Schema;
                Hurry(o);
            }).AddSubscriptionWithServices<Carrier>(ServiceLifetime.Scoped).AddAsyncDaemon(DaemonMode.Solo);
        });
        await host.StartAsync();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await AppendAsync(store, new Counted("a", 2));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await UntilAsync(() => !round.Emptied.IsEmpty, "the end of the scope");
        round.Carried.ShouldBe(["open"]);

        // A page that is not saved has them disposed of as well.
        round.Fails = true;
        await AppendAsync(store, new Counted("b", 3));
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await UntilAsync(() => round.Emptied.Count == 3, "the end of three scopes");
        round.Carried.ShouldBe(["open", "open"]);
        await host.StopAsync();
    }
}
