using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events;
using Marten.Services;
using Npgsql;

namespace MartenFacts.Events;

public class FailedSaveTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task Events_that_are_saved_at_the_second_attempt_come_after_those_that_others_have_saved_meanwhile(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var taken = new Note { Id = Guid.NewGuid() };
        await using (var other = store.LightweightSession())
        {
            other.Insert(taken);
            await other.SaveChangesAsync();
        }

        await using var session = store.LightweightSession();
        var late = session.Events.StartStream<Account>(new Opened("late"), new Deposited(1));
        var second = new Note { Id = taken.Id };
        session.Insert(second);
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        var early = await FetchAsync(store, await StartAsync(store, new Opened("early")));

        session.Eject(second);
        await session.SaveChangesAsync();

        var saved = await FetchAsync(store, late.Id);
        saved.Select(e => e.Data).ShouldBe([new Opened("late"), new Deposited(1)]);
        saved[0].Sequence.ShouldBeGreaterThan(early[0].Sequence);
        late.Events.Select(e => e.Sequence).ShouldBe(saved.Select(e => e.Sequence));
    }

    // A tombstone on a place that the open transaction holds would wait until the command times out.
    [Theory(Timeout = 120_000), MemberData(nameof(Modes))]
    public async Task A_refusal_in_the_callers_own_transaction_leaves_the_transaction_to_the_caller_at_once(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.CommandTimeout = 600);
        var counted = new Counted { Id = Guid.NewGuid() };
        await using (var other = store.LightweightSession())
        {
            other.Store(counted);
            await other.SaveChangesAsync();
        }

        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using (var session = store.LightweightSession(SessionOptions.ForTransaction(transaction)))
        {
            session.Events.StartStream<Account>(new Opened("refused"));
            session.UpdateRevision(counted, 1);
            await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        }

        await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        await using var reading = store.QuerySession();
        (await reading.Events.FetchStreamAsync(Tombstone.StreamId)).ShouldAllBe(e => e.Data is Tombstone);
        (await FetchAsync(store, await StartAsync(store, new Opened("next")))).Count.ShouldBe(1);
    }

    public class Note
    {
        public Guid Id { get; set; }
    }

    public class Counted : IRevisioned
    {
        public Guid Id { get; set; }

        public int Version { get; set; }
    }
}
