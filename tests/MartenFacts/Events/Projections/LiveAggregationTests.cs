using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Projections;

public class LiveAggregationTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static readonly object[] Life = [new Opened("ada"), new Deposited(10), new Withdrawn(3), new Deposited(1)];

    private DocumentStore Live(Action<StoreOptions>? configure = null) => EventStore(EventAppendMode.QuickWithServerTimestamps, configure);

    [Theory, MemberData(nameof(Modes))]
    public async Task A_stream_comes_to_a_state_with_its_id_and_version(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var stream = await StartAsync(store, Life);
        await using var query = store.QuerySession();
        var balance = (await query.Events.AggregateStreamAsync<Balance>(stream))!;
        (balance.Id, balance.Owner, balance.Amount, balance.Version).ShouldBe((stream, "ada", 8, 4));
        var ledger = await query.Events.AggregateStreamAsync<Ledger>(stream);
        ledger.ShouldBe(new Ledger(stream, "ada", 11));
    }

    [Fact]
    public async Task A_state_is_that_of_a_version_or_a_time_and_of_no_version_that_is_not_there()
    {
        var store = Live();
        var stream = await StartAsync(store, Life);
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Balance>(stream, version: 2))!.Amount.ShouldBe(10);
        (await query.Events.AggregateStreamAsync<Balance>(stream, version: 9)).ShouldBeNull();
        (await query.Events.AggregateStreamAsync<Balance>(Guid.NewGuid())).ShouldBeNull();
        (await query.Events.AggregateStreamAsync<Balance>(stream, timestamp: DateTimeOffset.UtcNow.AddDays(-1))).ShouldBeNull();
    }

    [Fact]
    public async Task Events_go_on_from_a_state_that_is_given()
    {
        var store = Live();
        var stream = await StartAsync(store, Life);
        await using var query = store.QuerySession();
        var state = new Balance { Amount = 100 };
        var result = await query.Events.AggregateStreamAsync(stream, state: state, fromVersion: 3);
        result.ShouldBeSameAs(state);
        (state.Amount, state.Id, state.Version).ShouldBe((98, stream, 4));
    }

    [Fact]
    public async Task A_deletion_leaves_nothing_and_what_comes_after_it_begins_anew()
    {
        var store = Live();
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(10), new Closed());
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Balance>(stream)).ShouldBeNull();
        var last = (await query.Events.AggregateStreamToLastKnownAsync<Balance>(stream))!;
        (last.Owner, last.Amount, last.Version).ShouldBe(("ada", 10, 2));

        await AppendAsync(store, stream, new Deposited(5));
        var anew = (await query.Events.AggregateStreamAsync<Balance>(stream))!;
        (anew.Owner, anew.Amount, anew.Id).ShouldBe(("", 5, stream));
    }

    [Fact]
    public async Task Events_without_a_handler_are_passed_over_and_alone_come_to_nothing()
    {
        var store = Live();
        var stream = await StartAsync(store, new Withdrawn(1), new Closed());
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Ledger>(stream)).ShouldBeNull();
        (await query.Events.AggregateStreamToLastKnownAsync<Ledger>(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task An_aggregate_without_handlers_is_refused_by_name()
    {
        var store = Live();
        await using var query = store.QuerySession();
        (await Should.ThrowAsync<InvalidProjectionException>(() => query.Events.AggregateStreamAsync<Speechless>(Guid.NewGuid())))
            .Message.ShouldBe("No matching conventional Apply/Create/ShouldDelete methods for the Speechless aggregate.");
    }

    [Fact]
    public async Task A_registered_live_projection_is_asked_and_nothing_is_stored()
    {
        var store = Live(o => o.Projections.Add<SummaryProjection>(ProjectionLifecycle.Live));
        var stream = await StartAsync(store, Life);
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Summary>(stream))!.Text.ShouldBe("CadaDWD[opened][deposited][withdrawn][deposited]");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await ScalarAsync<bool>($"select to_regclass('{Schema}.mt_doc_summary') is null")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_live_aggregation_of_the_aggregate_itself_makes_no_table()
    {
        var store = Live(o => o.Projections.LiveStreamAggregation<Balance>());
        var stream = await StartAsync(store, Life);
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        (await ScalarAsync<bool>($"select to_regclass('{Schema}.mt_doc_balance') is null")).ShouldBeTrue();
        await using var query = store.QuerySession();
        (await query.Events.AggregateStreamAsync<Balance>(stream))!.Amount.ShouldBe(8);
    }

    [Fact]
    public async Task A_projection_may_evolve_and_delete_by_null()
    {
        var store = Live(o => o.Projections.Add(new EvolvingProjection(), ProjectionLifecycle.Live));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(1), new Withdrawn(1));
        await using var query = store.QuerySession();
        var summary = (await query.Events.AggregateStreamAsync<Summary>(stream))!;
        (summary.Id, summary.Text).ShouldBe((stream, "ada+"));
        await AppendAsync(store, stream, new Closed());
        (await query.Events.AggregateStreamAsync<Summary>(stream)).ShouldBeNull();
    }

    [Fact]
    public async Task A_handler_that_fails_is_named_with_its_event()
    {
        var store = Live(o => o.Projections.Add<FailingProjection>(ProjectionLifecycle.Live));
        var stream = await StartAsync(store, new Opened("ada"), new Deposited(-1));
        await using var query = store.QuerySession();
        var failure = await Should.ThrowAsync<ApplyEventException>(() => query.Events.AggregateStreamAsync<Summary>(stream));
        failure.Event.Version.ShouldBe(2);
        failure.InnerException.ShouldBeOfType<InvalidDataException>();
        failure.Message.ShouldBe($"Failure to apply event #{failure.Event.Sequence} Id({failure.Event.Id})");
    }

    [Fact]
    public async Task Streams_with_keys_come_to_states_with_keys()
    {
        var store = Live(o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        session.Events.StartStream<KeyedBalance>("a", new Deposited(1), new Deposited(2));
        await session.SaveChangesAsync();
        var balance = (await session.Events.AggregateStreamAsync<KeyedBalance>("a"))!;
        (balance.Id, balance.Amount, balance.Revision).ShouldBe(("a", 3, 2));
    }
}
