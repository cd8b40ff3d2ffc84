using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;

namespace MartenFacts.Events.Projections;

/// <summary>Sessions that know documents which others have changed meanwhile, and saves with several operations on a stream.</summary>
public class StaleSessionTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private DocumentStore Balances(EventAppendMode mode) => EventStore(mode, o => o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline));

    [Theory, MemberData(nameof(Modes))]
    public async Task An_append_at_a_version_goes_on_from_the_document_of_that_version_and_not_from_the_one_that_the_session_knows(EventAppendMode mode)
    {
        var store = Balances(mode);
        await using var session = store.IdentitySession();
        var stream = session.Events.StartStream<Balance>(new Opened("ada"), new Deposited(1)).Id;
        await session.SaveChangesAsync();
        await AppendAsync(store, stream, new Deposited(10));

        session.Events.Append(stream, 4L, new Deposited(100));
        await session.SaveChangesAsync();
        await AppendAsync(store, stream, new Deposited(1000));
        await session.Events.AppendOptimistic(stream, new Deposited(10_000));
        await session.SaveChangesAsync();
        await AppendAsync(store, stream, new Deposited(100_000));
        await session.Events.AppendExclusive(stream, new Deposited(1_000_000));
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        (await query.LoadAsync<Balance>(stream))!.Amount.ShouldBe(1_111_111);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_document_of_many_streams_goes_on_from_what_is_stored_and_not_from_what_the_session_knows(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Add<DayProjection>(ProjectionLifecycle.Inline));
        await using IDocumentSession first = store.IdentitySession(), second = store.DirtyTrackedSession();
        foreach (var session in (IDocumentSession[])[first, second, first, second])
        {
            session.Events.StartStream(new Departed(1));
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        (await query.LoadAsync<Day>(1))!.Started.ShouldBe(4);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_save_may_append_to_a_stream_and_archive_it(EventAppendMode mode)
    {
        var store = Balances(mode);
        var stream = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        session.Events.ArchiveStream(stream);
        session.Events.Append(stream, new Deposited(5));
        await session.SaveChangesAsync();
        (await session.Events.FetchStreamStateAsync(stream))!.ShouldSatisfyAllConditions(s => s.Version.ShouldBe(2), s => s.IsArchived.ShouldBeTrue());
        (await session.LoadAsync<Balance>(stream))!.Amount.ShouldBe(5);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task A_version_that_no_append_can_lead_to_is_refused_on_a_new_stream_too(EventAppendMode mode)
    {
        var store = Balances(mode);
        var stream = Guid.NewGuid();
        await using var session = store.LightweightSession();
        session.Events.Append(stream, 1L, new Opened("ada"), new Deposited(5));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
        (await FetchAsync(store, stream)).ShouldBeEmpty();
    }
}
