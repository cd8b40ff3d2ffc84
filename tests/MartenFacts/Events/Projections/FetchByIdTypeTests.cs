using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using JasperFx.Events;

namespace MartenFacts.Events.Projections;

public class FetchByIdTypeTests(PostgresFixture postgres) : EventsTest(postgres)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_stream_is_fetched_by_an_id_of_a_type_of_its_own(bool isStored)
    {
        var store = Store(o =>
        {
            if (isStored) o.Projections.Snapshot<Purse>(SnapshotLifecycle.Inline);
        });
        var id = new PurseId(Guid.NewGuid());
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<Purse, PurseId>(id);
        (stream.Id, stream.Aggregate).ShouldBe((id.Value, null));
        stream.AppendOne(new Deposited(5));
        await session.SaveChangesAsync();
        var found = (await session.Events.FetchLatest<Purse, PurseId>(id))!;
        (found.Id, found.Amount).ShouldBe((id, 5));
        (await session.Events.FetchForExclusiveWriting<Purse, PurseId>(id)).Aggregate!.Amount.ShouldBe(5);
        (await session.Events.FetchLatest<Purse, Guid>(id.Value))!.Amount.ShouldBe(5);
    }

    [Fact]
    public async Task A_key_may_have_a_type_too_and_what_is_no_name_is_refused()
    {
        var store = Store(o => o.Events.StreamIdentity = StreamIdentity.AsString);
        await using var session = store.LightweightSession();
        (await session.Events.FetchForWriting<KeyedPurse, PurseKey>(new PurseKey("a"))).AppendOne(new Deposited(3));
        await session.SaveChangesAsync();
        (await session.Events.FetchLatest<KeyedPurse, PurseKey>(new PurseKey("a")))!.Id.ShouldBe(new PurseKey("a"));
        await Should.ThrowAsync<InvalidOperationException>(async () => await session.Events.FetchLatest<KeyedPurse, int>(3));
        await Should.ThrowAsync<InvalidOperationException>(async () => await session.Events.FetchLatest<KeyedPurse, PurseId>(new PurseId(Guid.NewGuid())));
    }
}
