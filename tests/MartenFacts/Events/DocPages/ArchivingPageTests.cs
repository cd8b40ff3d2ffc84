using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Archiving;
using Marten.Exceptions;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events.DocPages;

/// <summary>The pages "Archiving Event Streams" and "Appending Events".</summary>
public class ArchivingPageTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, MemberData(nameof(Modes))]
    public async Task An_event_that_says_so_archives_the_stream_in_the_save_that_appends_it(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Balance>(id);
        stream.AppendOne(new Deposited(5));
        stream.AppendOne(new Archived("done"));
        await session.SaveChangesAsync();

        (await session.Events.FetchStreamStateAsync(id))!.IsArchived.ShouldBeTrue();
        (await session.Events.FetchStreamAsync(id)).ShouldBeEmpty();
        (await session.Events.QueryAllRawEvents().CountAsync()).ShouldBe(0);
        (await session.Events.QueryAllRawEvents().Where(e => e.MaybeArchived()).OrderBy(e => e.Version).Select(e => e.EventTypeName).ToListAsync())
            .ShouldBe(["opened", "deposited", "archived"]);
        (await session.LoadAsync<Balance>(id))!.Amount.ShouldBe(5);
        session.Events.Append(id, new Deposited(1));
        await Should.ThrowAsync<InvalidStreamOperationException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_stream_is_locked_first_and_appended_to_afterwards()
    {
        var store = Store();
        var id = await StartAsync(store, new Opened("ada"));
        await using (var session = store.LightweightSession())
        {
            await session.Events.AppendExclusive(id);
            session.Events.Append(id, new Deposited(1), new Deposited(2));
            await session.SaveChangesAsync();
        }

        (await FetchAsync(store, id)).Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task What_was_looked_up_for_an_append_has_to_be_true_at_the_save(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var id = await StartAsync(store, new Opened("ada"));
        await using var session = store.LightweightSession();
        await session.Events.AppendOptimistic(id, new Deposited(1));
        await AppendAsync(store, id, new Deposited(2));
        await Should.ThrowAsync<EventStreamUnexpectedMaxEventIdException>(() => session.SaveChangesAsync());
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task Streams_may_have_to_be_begun_with_a_type(EventAppendMode mode)
    {
        var store = EventStore(mode, o => o.Events.UseMandatoryStreamTypeDeclaration = true);
        await using var session = store.LightweightSession();
        Should.Throw<StreamTypeMissingException>(() => session.Events.StartStream(new Opened("ada")));
        session.Events.Append(Guid.NewGuid(), new Deposited(1));
        await Should.ThrowAsync<NonExistentStreamException>(() => session.SaveChangesAsync());
        var id = await StartAsync(store, new Opened("ada"));
        await AppendAsync(store, id, new Deposited(1));
        (await FetchAsync(store, id)).Count.ShouldBe(2);
    }
}
