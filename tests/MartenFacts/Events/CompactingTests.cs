using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.Events.Protected;
using Marten;
using MartenFacts.Events.Projections;

namespace MartenFacts.Events;

public class CompactingTests(PostgresFixture postgres) : EventsTest(postgres)
{
    private static async Task CompactAsync(IDocumentStore store, Guid id, Action<StreamCompactingRequest<Balance>>? configure = null)
    {
        await using var session = store.LightweightSession();
        await session.Events.CompactStreamAsync(id, configure);
        await session.SaveChangesAsync();
    }

    [Theory, MemberData(nameof(Modes))]
    public async Task One_event_takes_the_place_of_all_that_came_before(EventAppendMode mode)
    {
        var store = EventStore(mode);
        var id = await StartAsync(store, new Opened("ada"), new Deposited(5), new Withdrawn(1));
        await CompactAsync(store, id);
        var only = (await FetchAsync(store, id)).Single();
        (only.Version, only.EventTypeName, only.EventType).ShouldBe((3, "Compacted<Balance>", typeof(Compacted<Balance>)));
        ((Compacted<Balance>)only.Data).Snapshot.Amount.ShouldBe(4);
        ((Compacted<Balance>)only.Data).PreviousStreamId.ShouldBe(id);

        await AppendAsync(store, id, new Deposited(10));
        await using var session = store.LightweightSession();
        var balance = (await session.Events.AggregateStreamAsync<Balance>(id))!;
        (balance.Id, balance.Owner, balance.Amount, balance.Version).ShouldBe((id, "ada", 14, 4));
        (await session.Events.FetchForWriting<Balance>(id)).CurrentVersion.ShouldBe(4);

        await CompactAsync(store, id);
        (await FetchAsync(store, id)).Single().Version.ShouldBe(4);
        (await session.Events.FetchLatest<Balance>(id))!.Amount.ShouldBe(14);
    }

    [Fact]
    public async Task Only_the_first_events_are_compacted_when_a_version_is_given()
    {
        var store = Store();
        var id = await StartAsync(store, new Opened("ada"), new Deposited(5), new Withdrawn(1), new Deposited(2));
        await CompactAsync(store, id, x => x.Version = 2);
        (await FetchAsync(store, id)).Select(e => e.Version).ShouldBe([2, 3, 4]);
        await using var session = store.QuerySession();
        (await session.Events.AggregateStreamAsync<Balance>(id))!.Amount.ShouldBe(6);
    }

    [Fact]
    public async Task What_is_deleted_can_be_kept_elsewhere_in_the_same_save()
    {
        var store = Store(o => o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline));
        var id = await StartAsync(store, new Opened("ada"), new Deposited(5));
        await CompactAsync(store, id, x => x.Archiver = new Keeper());
        await using var session = store.LightweightSession();
        (await session.LoadAsync<Summary>(id))!.Text.ShouldBe("opened,deposited");
        (await session.LoadAsync<Balance>(id))!.Amount.ShouldBe(5);
        await AppendAsync(store, id, new Deposited(1));
        (await session.LoadAsync<Balance>(id))!.Amount.ShouldBe(6);
    }

    private sealed class Keeper : IEventsArchiver<IDocumentOperations>
    {
        public Task MaybeArchiveAsync<T>(IDocumentOperations operations, StreamCompactingRequest<T> request, IReadOnlyList<IEvent> events, CancellationToken cancellation)
            where T : class
        {
            operations.Store(new Summary { Id = request.StreamId!.Value, Text = string.Join(',', events.Select(e => e.EventTypeName)) });
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task An_event_is_replaced_by_one_of_another_type()
    {
        var store = Store();
        var id = await StartAsync(store, new Opened("ada"), new Deposited(5));
        var second = (await FetchAsync(store, id))[1];
        await using var session = store.LightweightSession();
        session.Events.CompletelyReplaceEvent(second.Sequence, new Withdrawn(3));
        await session.SaveChangesAsync();
        var replaced = (await FetchAsync(store, id))[1];
        (replaced.Version, replaced.Sequence, replaced.EventTypeName, replaced.Data).ShouldBe((2, second.Sequence, "withdrawn", new Withdrawn(3)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_latest_state_is_written_as_json(bool isStored)
    {
        var store = Store(o =>
        {
            if (isStored) o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline);
        });
        var id = await StartAsync(store, new Opened("ada"), new Deposited(5));
        await using var session = store.LightweightSession();
        using var json = new MemoryStream();
        (await session.Events.StreamLatestJson<Balance>(id, json)).ShouldBeTrue();
        System.Text.Encoding.UTF8.GetString(json.ToArray()).Replace(" ", "", StringComparison.Ordinal).ShouldContain("\"Amount\":5");
        (await session.Events.StreamLatestJson<Balance>(Guid.NewGuid(), json)).ShouldBeFalse();
    }
}
