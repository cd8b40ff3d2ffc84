using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events;
using Marten.Subscriptions;
using MartenFacts.Events.Daemon;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using IProjectionCoordinator = Marten.Events.Daemon.Coordination.IProjectionCoordinator;

namespace MartenFacts.Events.DocPages;

/// <summary>The page "Event Subscriptions". What a subscription does about errors is in <see cref="SubscriptionTests"/>.</summary>
public class SubscriptionsPageTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    /// <summary>Has nothing to do with anything but events, and wants to hear of no save.</summary>
    private sealed class Plain : ISubscription
    {
        public List<IEvent> Received { get; } = [];

        public Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            page.SequenceCeiling.ShouldBeGreaterThan(page.SequenceFloor);
            Received.AddRange(page.Events);
            return Task.FromResult(NullChangeListener.Instance);
        }
    }

    [Fact]
    public async Task A_subscription_is_registered_with_the_events_with_or_without_settings()
    {
        var (all, some) = (new Plain(), new Plain());
        var store = AsyncStore(o =>
        {
            o.Events.Subscribe(all);
            o.Events.Subscribe(some, s =>
            {
                s.Name = "some";
                s.Version = 2;
                s.IncludeType<Deposited>();
                s.IncludeType<Closed>();
                s.Options.BatchSize = 2;
                s.Options.MaximumHopperSize = 10;
            });
        });
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Withdrawn(1), new Closed());
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        all.Received.Select(e => e.Sequence).ShouldBe([1, 2, 3, 4]);
        some.Received.Select(e => e.Data).ShouldBe([new Deposited(1), new Closed()]);
        (await store.Advanced.AllProjectionProgress()).Select(p => p.ShardName).ShouldContain("some:V2:All");
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_subscription_is_about_the_streams_of_a_type_and_archived_ones_if_it_wants_them(bool includesArchived)
    {
        var subscription = new Plain();
        var store = AsyncStore(o => o.Events.Subscribe(subscription, s =>
        {
            s.FilterIncomingEventsOnStreamType(typeof(Account));
            s.IncludeArchivedEvents = includesArchived;
        }));
        var archived = await StartAsync(store, new Opened("ada"));
        await using (var session = store.LightweightSession())
        {
            session.Events.StartStream(new Opened("untyped"));
            session.Events.StartStream<Line>(new Opened("another type"));
            session.Events.ArchiveStream(archived);
            await session.SaveChangesAsync();
        }

        await StartAsync(store, new Opened("bob"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Data).ShouldBe(includesArchived ? [new Opened("ada"), new Opened("bob")] : [new Opened("bob")]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Events_of_a_type_and_events_of_streams_are_alternatives(bool includesArchived)
    {
        var subscription = new Plain();
        var store = AsyncStore(o => o.Events.Subscribe(subscription, s =>
        {
            s.FilterIncomingEventsOnStreamType(typeof(Account));
            s.IncludeType<Deposited>();
            s.IncludeArchivedEvents = includesArchived;
            s.Options.BatchSize = 2;
        }));
        var archived = await StartAsync(store, new Opened("ada"));
        await using (var session = store.LightweightSession())
        {
            session.Events.StartStream(new Opened("untyped"), new Deposited(1), new Closed());
            session.Events.StartStream<Line>(new Opened("another type"), new Deposited(2));
            session.Events.ArchiveStream(archived);
            await session.SaveChangesAsync();
        }

        await StartAsync(store, new Opened("bob"), new Deposited(3), new Withdrawn(1));

        // Nobody knows the type of this one, and nobody here has asked for it.
        await ExecuteAsync($"update {Schema}.mt_events set type = 'gone', mt_dotnet_type = 'Gone, Gone' where type = 'closed'");
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        object[] expected = [new Deposited(1), new Deposited(2), new Opened("bob"), new Deposited(3), new Withdrawn(1)];
        subscription.Received.Select(e => e.Data).ShouldBe(includesArchived ? [new Opened("ada"), .. expected] : expected);
        await using var query = store.QuerySession();
        (await query.Query<DeadLetterEvent>().CountAsync()).ShouldBe(0);
    }

    /// <summary>Has its settings in itself, and a service.</summary>
    public sealed class Post : SubscriptionBase
    {
        private readonly PostBox _box;

        public Post(PostBox box)
        {
            _box = box;
            Name = "Post";
            IncludeType<Deposited>();
            Options.BatchSize = 1000;
            Options.MaximumHopperSize = 10000;
        }

        public override Task<IChangeListener> ProcessEventsAsync(
            EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken)
        {
            lock (_box.Sent) _box.Sent.AddRange(page.Events.Select(e => (Deposited)e.Data));
            return Task.FromResult(NullChangeListener.Instance);
        }
    }

    public sealed class PostBox
    {
        public List<Deposited> Sent { get; } = [];
    }

    [Theory, InlineData(ServiceLifetime.Singleton), InlineData(ServiceLifetime.Scoped)]
    public async Task A_subscription_of_a_host_has_services_and_is_sent_back_by_its_daemon(ServiceLifetime lifetime)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<PostBox>();
        builder.Services.AddMarten(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = Schema;
            Hurry(o);
        }).AddSubscriptionWithServices<Post>(lifetime, o => o.Options.BatchSize = 10).AddAsyncDaemon(DaemonMode.Solo);
        using var host = builder.Build();
        var store = host.Services.GetRequiredService<IDocumentStore>();
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        await host.StartAsync();
        await store.WaitForNonStaleProjectionDataAsync(Patience);
        var box = host.Services.GetRequiredService<PostBox>();
        box.Sent.ShouldBe([new Deposited(1), new Deposited(2)]);

        var daemon = host.Services.GetRequiredService<IProjectionCoordinator>().DaemonForMainDatabase();
        await daemon.RewindSubscriptionAsync("Post", CancellationToken.None);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.RewindSubscriptionAsync("Post", CancellationToken.None, sequenceFloor: 2);
        await daemon.WaitForNonStaleData(Patience);
        box.Sent.Select(e => e.Amount).ShouldBe([1, 2, 1, 2, 2]);
        await daemon.RewindSubscriptionAsync("Post", CancellationToken.None, timestamp: DateTimeOffset.UtcNow.AddDays(-1));
        await daemon.WaitForNonStaleData(Patience);
        box.Sent.Select(e => e.Amount).ShouldBe([1, 2, 1, 2, 2, 1, 2]);
        await host.StopAsync();
    }
}
