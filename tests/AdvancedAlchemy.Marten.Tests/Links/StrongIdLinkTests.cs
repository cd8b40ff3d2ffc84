using AdvancedAlchemy.Marten.Testing;

namespace AdvancedAlchemy.Marten.Tests.Links;

public class StrongIdLinkTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Ids_that_are_stored_as_objects_are_refused_with_the_cure()
    {
        var store = Store(o => o.Schema.For<Shelf>().LinksTo<Shelf, Thing>(s => s.ThingIds));
        await using var session = store.LightweightSession();
        session.Store(new Shelf { ThingIds = [new ThingId(Guid.NewGuid())] });

        var e = await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync());

        e.Message.ShouldContain("ThingId");
        e.Message.ShouldContain("JsonConverter");
    }

    public readonly record struct ThingId(Guid Value);

    public class Thing
    {
        public ThingId Id { get; set; } = new(Guid.NewGuid());
    }

    public class Shelf : UuidDocument
    {
        public List<ThingId> ThingIds { get; set; } = [];
    }
}
