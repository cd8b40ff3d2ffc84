using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Hardening;

public class HierarchyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Topic : BigIntDocument;

    public class Subtopic : Topic;

    public class Page : UuidAuditDocument
    {
        public List<long> TopicIds { get; set; } = [];
    }

    public class Essay : Page
    {
        public string Summary { get; set; } = "";
    }

    public interface IVehicle : IRevisioned
    {
        Guid Id { get; set; }

        string Plate { get; set; }
    }

    public class Car : UuidAuditDocument, IVehicle
    {
        public string Plate { get; set; } = "";
    }

    private DocumentStore Linked(OnDelete onDelete, [System.Runtime.CompilerServices.CallerMemberName] string name = "") => Store(
        o =>
        {
            o.Schema.For<Topic>().AddSubClass<Subtopic>();
            o.Schema.For<Page>().AddSubClass<Essay>().LinksTo<Page, Topic>(p => p.TopicIds, onDelete);
        },
        name: name);

    private static async Task SaveAsync(IDocumentStore store, params object[] documents)
    {
        await using var session = store.LightweightSession();
        session.StoreObjects(documents);
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_subclass_of_the_target_that_is_stored_in_the_same_save_is_not_missing()
    {
        var store = Linked(OnDelete.Restrict);
        await using var session = store.LightweightSession();
        Subtopic topic = new();
        session.Store(topic);
        session.Store(new Page { TopicIds = [topic.Id] });

        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_subclass_of_the_owner_cannot_be_saved_with_the_id_of_what_is_not_stored()
    {
        var store = Linked(OnDelete.Restrict);
        Essay essay = new() { TopicIds = [4711, 4711] };
        var failure = await Should.ThrowAsync<MissingLinkTargetException>(() => SaveAsync(store, essay));

        failure.Ids.ShouldBe([4711L]);
        essay.TopicIds.ShouldBe([4711]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deleting_a_subclass_of_the_target_is_refused_while_it_is_linked_to(bool byId)
    {
        var store = Linked(OnDelete.Restrict);
        Subtopic topic = new();
        await SaveAsync(store, topic);
        await SaveAsync(store, new Essay { TopicIds = [topic.Id] });

        await using var session = store.LightweightSession();
        if (byId) session.Delete<Subtopic>(topic.Id);
        else session.Delete(topic);
        await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task Deleting_a_subclass_of_the_target_takes_its_id_out_of_the_lists()
    {
        var store = Linked(OnDelete.Cascade);
        Subtopic topic = new();
        await SaveAsync(store, topic);
        Essay essay = new() { TopicIds = [topic.Id] };
        await SaveAsync(store, essay);

        await using var session = store.LightweightSession();
        session.DeleteChecked(topic);
        await session.SaveChangesAsync();

        (await session.LoadAsync<Page>(essay.Id))!.TopicIds.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stale_subclass_is_reported_with_what_is_stored()
    {
        var store = Linked(OnDelete.Restrict);
        Essay essay = new();
        await SaveAsync(store, essay);
        await using var one = store.LightweightSession();
        var stale = (await one.LoadAsync<Page>(essay.Id))!;
        await SaveAsync(store, essay);

        one.Store(stale);
        var failure = await Should.ThrowAsync<StaleDocumentException>(() => one.SaveChangesAsync());
        (failure.HeldRevision, failure.StoredRevision).ShouldBe((1, 2));
        (await failure.LoadCurrentAsync<Essay>())!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_class_stored_as_an_interface_is_got_or_created_in_the_table_of_the_interface()
    {
        IDocumentStore store = Store(o => o.Schema.For<IVehicle>().AddSubClass<Car>().UniqueIndex(v => v.Plate));
        Guid id = default;
        for (var i = 0; i < 2; i++)
        {
            await using var session = store.LightweightSession();
            var (car, created) = await session.GetOrCreateAsync<Car>(c => c.Plate == "A 1", () => new Car { Plate = "A 1" });
            await session.SaveChangesAsync();

            created.ShouldBe(i == 0);
            if (created) id = car.Id;
            car.Id.ShouldBe(id);
        }

        store.Options.AllKnownDocumentTypes().ShouldNotContain(t => t.DocumentType == typeof(UuidAuditDocument));
    }
}
