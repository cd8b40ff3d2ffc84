using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Daemon;
using Marten;

namespace MartenFacts.Events.Daemon;

public class SubscriptionTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    [Fact]
    public async Task A_subscription_is_given_all_events_in_order_and_what_it_writes_is_saved_with_its_progress()
    {
        var subscription = new Inbox();
        var store = AsyncStore(o => o.Projections.Subscribe(subscription));
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Closed());
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Sequence).ShouldBe([1, 2, 3]);
        await daemon.StopAllAsync();
        subscription.Committed.ShouldBe(subscription.Pages);
        (await ProgressOf(store, nameof(Inbox))).ShouldBe(3);
        await using var session = store.QuerySession();
        (await session.Query<Line>().CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task It_may_have_another_name_and_be_about_some_events_only()
    {
        var subscription = new Inbox();
        var store = AsyncStore(o => o.Projections.Subscribe(subscription, s =>
        {
            s.Name = "deposits";
            s.Version = 2;
            s.IncludeType<Deposited>();
            s.Options.BatchSize = 2;
        }));
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Closed(), new Deposited(2), new Deposited(3));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Sequence).ShouldBe([2, 4, 5]);
        (await store.Advanced.AllProjectionProgress()).ShouldContain(p => p.ShardName == "deposits:V2:All" && p.Sequence == 5);
    }

    [Fact]
    public async Task It_may_begin_with_the_events_that_are_still_to_come()
    {
        var subscription = new Inbox();
        var store = AsyncStore(o => o.Events.Subscribe(subscription, s => s.Options.SubscribeFromPresent()));
        await StartAsync(store, new Opened("ada"), new Deposited(1));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.ShouldBeEmpty();
        await StartAsync(store, new Deposited(2));
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Sequence).ShouldBe([3]);
    }

    [Fact]
    public async Task It_may_begin_after_a_sequence_or_at_a_time()
    {
        var (after, since) = (new Inbox(), new Inbox());
        var store = AsyncStore(o =>
        {
            o.Projections.Subscribe(after, s =>
            {
                s.Name = "after";
                s.Options.SubscribeFromSequence(2);
            });
            o.Projections.Subscribe(since, s =>
            {
                s.Name = "since";
                s.Options.SubscribeFromTime(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
            });
        });
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        await ExecuteAsync($"update {Schema}.mt_events set timestamp = '2019-01-01Z' where seq_id = 1");
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        after.Received.Select(e => e.Sequence).ShouldBe([3]);
        since.Received.Select(e => e.Sequence).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task It_can_be_sent_back()
    {
        var subscription = new Inbox();
        var store = AsyncStore(o => o.Projections.Subscribe(subscription));
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.RewindSubscriptionAsync(nameof(Inbox), CancellationToken.None, sequenceFloor: 1);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Sequence).ShouldBe([1, 2, 3, 2, 3]);
    }

    [Fact]
    public async Task An_event_that_it_leaves_out_is_recorded_and_one_that_it_fails_on_comes_again()
    {
        var subscription = new Inbox
        {
            Instead = async (range, controller) =>
            {
                await controller.RecordDeadLetterEventAsync(range.Events[0], new FormatException("unreadable"));
                return null;
            },
        };
        var store = AsyncStore(o => o.Projections.Subscribe(subscription));
        await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await using (var session = store.QuerySession())
        {
            var letter = await session.Query<DeadLetterEvent>().SingleAsync();
            (letter.EventSequence, letter.ProjectionName).ShouldBe((1, nameof(Inbox)));
        }

        var failures = 0;
        subscription.Instead = async (range, controller) =>
        {
            if (failures++ < 2) await controller.ReportCriticalFailureAsync(new InvalidOperationException("no"));
            return null;
        };
        await StartAsync(store, new Opened("bob"));
        await daemon.WaitForNonStaleData(Patience);
        failures.ShouldBe(3);
    }

    [Fact]
    public async Task It_may_say_that_it_has_got_a_part_of_the_way()
    {
        var subscription = new Inbox
        {
            Instead = async (range, controller) =>
            {
                if (range.Events[0].Sequence == 1) await controller.ReportCriticalFailureAsync(new InvalidOperationException("enough"), 2);
                return null;
            },
        };
        var store = AsyncStore(o => o.Projections.Subscribe(subscription));
        await StartAsync(store, new Opened("ada"), new Deposited(1), new Deposited(2));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        subscription.Received.Select(e => e.Sequence).ShouldBe([1, 2, 3, 3]);
    }

    [Fact]
    public async Task Listeners_of_the_background_hear_of_every_page_and_not_of_rebuilds()
    {
        var listener = new PageCounter();
        var store = AsyncStore(o =>
        {
            o.Projections.Add<BalanceProjection>(JasperFx.Events.Projections.ProjectionLifecycle.Async);
            o.Projections.AsyncListeners.Add(listener);
        });
        var stream = await StartAsync(store, new Opened("ada"));
        var daemon = await StartedDaemonOf(store);
        await daemon.WaitForNonStaleData(Patience);
        await daemon.StopAllAsync();
        listener.Updated.ShouldContain(d => d is Balance && ((Balance)d).Id == stream);
        listener.Before.ShouldBe(listener.After);
        var heard = listener.After;
        await daemon.RebuildProjectionAsync<Balance>(CancellationToken.None);
        listener.After.ShouldBe(heard);
    }
}
