using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Schema;
using MartenFacts.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Testing Projections", "Async Projections Daemon" and "Rebuilding Projections".</summary>
public class TestingPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    public sealed record Billed(string Description, decimal Amount);

    public sealed record Approved;

    public sealed record Settled;

    public enum BillState
    {
        Billed,
        Approved,
        Settled,
    }

    public sealed partial class Bill
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public decimal Amount { get; set; }

        public string Description { get; set; } = "";

        public DateTimeOffset Created { get; set; }

        public BillState State { get; set; }

        public static Bill Create(IEvent<Billed> e) => new() { Amount = e.Data.Amount, Description = e.Data.Description, Created = e.Timestamp };

        public void Apply(Approved _) => State = BillState.Approved;

        public void Apply(Settled _) => State = BillState.Settled;
    }

    private static async Task<Guid> BillAsync(IDocumentStore store)
    {
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.StartStream<Bill>(id, new Billed("shoes", 112.24m));
        await session.SaveChangesAsync();
        session.Events.Append(id, new Approved());
        session.Events.Append(id, new Settled());
        await session.SaveChangesAsync();
        return id;
    }

    [Fact]
    public async Task A_projection_is_tested_live()
    {
        var store = Store();
        var id = await BillAsync(store);
        await using var query = store.QuerySession();
        var bill = (await query.Events.AggregateStreamAsync<Bill>(id))!;
        (bill.Description, bill.Amount, bill.State, bill.Version).ShouldBe(("shoes", 112.24m, BillState.Settled, 3));
    }

    [Fact]
    public async Task A_projection_is_tested_inline()
    {
        var store = Store(o => o.Projections.Snapshot<Bill>(SnapshotLifecycle.Inline));
        var id = await BillAsync(store);
        await using var query = store.QuerySession();
        (await query.LoadAsync<Bill>(id))!.State.ShouldBe(BillState.Settled);
    }

    [Fact]
    public async Task A_projection_of_the_background_is_tested_by_a_rebuild()
    {
        var store = AsyncStore(o => o.Projections.Snapshot<Bill>(SnapshotLifecycle.Async));
        await BillAsync(store);
        await store.Advanced.Clean.DeleteAllEventDataAsync();
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Bill));
        var id = await BillAsync(store);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Bill>(CancellationToken.None);
        await using var query = store.QuerySession();
        (await query.Query<Bill>().SingleAsync()).State.ShouldBe(BillState.Settled);
        (await query.LoadAsync<Bill>(id))!.Description.ShouldBe("shoes");
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private IHost HostOf(Action<StoreOptions>? configure = null, DaemonMode mode = DaemonMode.Solo, Action<IServiceCollection>? services = null) => new HostBuilder().ConfigureServices(s =>
    {
        s.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            o.Projections.Snapshot<Bill>(SnapshotLifecycle.Async);
            Hurry(o);
            configure?.Invoke(o);
        }).AddAsyncDaemon(mode);
        services?.Invoke(s);
    }).Build();

    [Fact]
    public async Task A_projection_of_the_background_is_tested_in_a_host_with_a_clock_of_its_own()
    {
        var then = new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using var host = HostOf(o => o.Events.TimeProvider = new Clock(then));
        await host.StartAsync();
        var store = host.DocumentStore();
        var id = await BillAsync(store);
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        await using var query = store.QuerySession();
        var bill = (await query.LoadAsync<Bill>(id))!;
        (bill.State, bill.Created).ShouldBe((BillState.Settled, then));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_host_in_a_test_runs_alone_whatever_its_configuration_says()
    {
        using var host = HostOf(mode: DaemonMode.HotCold, services: s => s.MartenDaemonModeIsSolo());
        await host.StartAsync();
        var id = await BillAsync(host.DocumentStore());
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        var daemon = host.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        daemon.StatusFor("Bill:All").ShouldBe(JasperFx.AgentStatus.Running);
        await using var query = host.DocumentStore().QuerySession();
        (await query.QueryForNonStaleData<Bill>(Patience).OrderByDescending(b => b.Created).Take(10).ToListAsync()).Select(b => b.Id).ShouldBe([id]);
        await host.StopAsync();
    }

    private sealed class FirstAccount : IInitialData
    {
        public Task Populate(IDocumentStore store, CancellationToken cancellation) => SaveAsync(store, new Account { Balance = 7 });
    }

    [Fact]
    public async Task A_host_is_reset_between_tests_and_its_background_goes_on()
    {
        using var host = HostOf(services: s => s.InitializeMartenWith<FirstAccount>());
        await host.StartAsync();
        var store = host.DocumentStore();
        foreach (var _ in Enumerable.Range(0, 2))
        {
            var id = await BillAsync(store);
            await SaveAsync(store, new Account { Balance = 8 });
            await host.WaitForNonStaleProjectionDataAsync(Patience);
            await host.ResetAllMartenDataAsync();
            await using var query = store.QuerySession();
            (await query.LoadAsync<Bill>(id)).ShouldBeNull();
            (await query.Events.QueryAllRawEvents().CountAsync()).ShouldBe(0);
            (await query.Query<Account>().Select(a => a.Balance).ToListAsync()).ShouldBe([7m]);
        }

        var last = await BillAsync(store);
        await host.WaitForNonStaleProjectionDataAsync(Patience);
        await using (var query = store.QuerySession()) (await query.LoadAsync<Bill>(last))!.State.ShouldBe(BillState.Settled);
        await host.CleanAllMartenDataAsync();
        await using (var query = store.QuerySession()) (await query.Query<Account>().CountAsync()).ShouldBe(0);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_daemon_is_used_without_a_host()
    {
        var store = AsyncStore(o => o.Projections.Snapshot<Bill>(SnapshotLifecycle.Async));
        await BillAsync(store);
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAgentAsync("Bill:All");
        await daemon.StartAgentAsync("Bill:All", CancellationToken.None);
        await daemon.StopAllAsync();
        await daemon.RebuildProjectionAsync("Bill", Patience, CancellationToken.None);
        await daemon.RebuildProjectionAsync<Bill>(Patience, CancellationToken.None);
        (await store.Advanced.AllProjectionProgress()).ShouldContain(p => p.ShardName == "Bill:All" && p.Sequence == 3);
        (await store.Advanced.FetchEventStoreStatistics()).EventSequenceNumber.ShouldBe(3);
        (await store.Advanced.ProjectionProgressFor(new ShardName(ShardState.HighWaterMark))).ShouldBe(3);
    }

    [Theory, InlineData(SnapshotLifecycle.Inline), InlineData(SnapshotLifecycle.Async)]
    public async Task One_stream_is_rebuilt(SnapshotLifecycle lifecycle)
    {
        var store = AsyncStore(o => o.Projections.Snapshot<Bill>(lifecycle));
        var (damaged, missing, other) = (await BillAsync(store), await BillAsync(store), await BillAsync(store));
        using var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync<Bill>(CancellationToken.None);
        await ExecuteAsync($"update {Schema}.mt_doc_testingpagetests_bill set data = jsonb_set(data, '{{Description}}', '\"?\"') where id <> '{missing}'; delete from {Schema}.mt_doc_testingpagetests_bill where id = '{missing}'");
        await SaveAsync(store, new Account());
        await store.Advanced.RebuildSingleStreamAsync<Bill>(damaged);
        await store.Advanced.RebuildSingleStreamAsync<Bill>(missing);
        await using var query = store.QuerySession();
        (await query.Query<Bill>().OrderBy(b => b.Description).Select(b => b.Description).ToListAsync()).ShouldBe(["?", "shoes", "shoes"]);
        (await query.LoadAsync<Bill>(other))!.Description.ShouldBe("?");
        var bill = (await query.LoadAsync<Bill>(damaged))!;
        (bill.State, bill.Version, bill.Amount).ShouldBe((BillState.Settled, 3, 112.24m));
        await AppendAsync(store, damaged, new Approved());
        await using var late = store.LightweightSession();
        (await late.Events.FetchLatest<Bill>(damaged))!.State.ShouldBe(BillState.Approved);
        if (lifecycle == SnapshotLifecycle.Inline) return;

        // The event that the background has not got to is left to it.
        await store.Advanced.RebuildSingleStreamAsync<Bill>(damaged);
        (await query.LoadAsync<Bill>(damaged))!.State.ShouldBe(BillState.Settled);
    }

    [Fact]
    public async Task One_stream_of_a_tenant_is_rebuilt_and_a_document_without_one_is_removed()
    {
        var store = Store(o =>
        {
            o.Events.StreamIdentity = StreamIdentity.AsString;
            o.Events.TenancyStyle = JasperFx.MultiTenancy.TenancyStyle.Conjoined;
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Projections.Snapshot<Projections.KeyedBalance>(SnapshotLifecycle.Inline);
        });
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Events.StartStream("k", new Deposited(5));
            session.Store(new Projections.KeyedBalance { Id = "none", Amount = 1 });
            await session.SaveChangesAsync();
        }

        await ExecuteAsync($"update {Schema}.mt_doc_keyedbalance set data = jsonb_set(data, '{{Amount}}', '0')");
        await store.Advanced.RebuildSingleStreamAsync<Projections.KeyedBalance>("k", "b");
        await store.Advanced.RebuildSingleStreamAsync<Projections.KeyedBalance>("none", "b");
        await using var a = store.QuerySession("a");
        await using var b = store.QuerySession("b");
        (await a.Query<Projections.KeyedBalance>().OrderBy(x => x.Id).Select(x => x.Amount).ToListAsync()).ShouldBe([0m, 0m]);
        (await b.Query<Projections.KeyedBalance>().Select(x => x.Amount).ToListAsync()).ShouldBe([5m]);
    }
}
