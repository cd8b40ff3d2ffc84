using System.Linq.Expressions;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class UniqueTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<DocumentTracking> Sessions => [DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking];

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task The_same_key_gives_the_same_instance_and_one_row(DocumentTracking tracking)
    {
        var store = Store();
        await using var session = Open(store, tracking);
        var one = await session.AsUniqueAsync<Tag, string>("C#");
        var two = await session.AsUniqueAsync<Tag, string>(" c# ");
        var other = await session.AsUniqueAsync<Tag, string>("C++");
        two.ShouldBeSameAs(one);
        other.ShouldNotBeSameAs(one);
        one.Id.ShouldBePositive();
        await session.SaveChangesAsync();
        one.Slug.ShouldBe("c-sharp");
        (await CountAsync(store)).ShouldBe(2);

        await using var later = Open(store, tracking);
        var found = await later.AsUniqueAsync<Tag, string>("C#");
        found.Id.ShouldBe(one.Id);
        (await later.AsUniqueAsync<Tag, string>("c#")).ShouldBeSameAs(found);
        await later.SaveChangesAsync();
        (await CountAsync(store)).ShouldBe(2);
    }

    [Fact]
    public async Task Many_keys_take_two_round_trips()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var names = Enumerable.Range(0, 500).Select(i => $"Tag {i % 250}").ToArray();
        var tags = await session.AsUniqueAsync<Tag, string>(names);
        tags.Select(t => t.Name).ShouldBe(names.Distinct());
        session.RequestCount.ShouldBeLessThanOrEqualTo(2);
        await session.SaveChangesAsync();
        await using var later = store.LightweightSession();
        (await later.AsUniqueAsync<Tag, string>(names)).Select(t => t.Id).ShouldBe(tags.Select(t => t.Id));
        later.RequestCount.ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_stored_when_the_save_does_not_come()
    {
        var store = Store();
        await using (var session = store.LightweightSession()) await session.AsUniqueAsync<Tag, string>("C#");
        (await CountAsync(store)).ShouldBe(0);
    }

    [Fact]
    public async Task A_document_pending_in_the_session_is_found()
    {
        await using var session = Store().LightweightSession();
        Tag pending = new() { Name = "C#", Slug = "c-sharp" };
        session.Store(pending);
        (await session.AsUniqueAsync<Tag, string>("C#")).ShouldBeSameAs(pending);
        (await session.GetOrCreateAsync<Tag>(t => t.Slug == "c-sharp", () => new Tag())).ShouldBe((pending, false));
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task What_was_taken_back_is_made_again(DocumentTracking tracking)
    {
        var store = Store();
        await using var session = Open(store, tracking);
        var gone = await session.AsUniqueAsync<Tag, string>("C#");
        session.EjectAllPendingChanges();
        var again = await session.AsUniqueAsync<Tag, string>("C#");
        again.ShouldNotBeSameAs(gone);
        session.Eject(again);
        (await session.AsUniqueAsync<Tag, string>("C#")).ShouldNotBeSameAs(again);
        await session.SaveChangesAsync();
        (await CountAsync(store)).ShouldBe(1);
    }

    [Fact]
    public async Task After_a_failed_save_the_caller_can_go_on()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var tag = await session.AsUniqueAsync<Tag, string>("C#");
        session.QueueSqlCommand("select 1/0");
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        (await session.AsUniqueAsync<Tag, string>("C#")).ShouldBeSameAs(tag);
        session.EjectAllPendingChanges();
        await session.AsUniqueAsync<Tag, string>("C#");
        await session.SaveChangesAsync();
        (await CountAsync(store)).ShouldBe(1);
    }

    [Fact]
    public async Task Immediate_documents_stay_when_the_save_fails()
    {
        var store = Store();
        await using var session = store.IdentitySession();
        var tag = await session.AsUniqueAsync<Tag, string>("C#", UniqueScope.Immediate);
        (await session.LoadAsync<Tag>(tag.Id)).ShouldBeSameAs(tag);
        (await CountAsync(store)).ShouldBe(1);
        tag.CreatedAt.ShouldBe(Clock.GetUtcNow());
        (await session.AsUniqueAsync<Tag, string>(["c#", "f#"], UniqueScope.Immediate)).Count.ShouldBe(2);
        (await CountAsync(store)).ShouldBe(2);
    }

    [Fact]
    public async Task GetOrCreate_tells_whether_it_made_the_document()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var email = "a@b";
        var (user, created) = await session.GetOrCreateAsync<CustomUser>(u => u.Email == email, () => new CustomUser { Email = "a@b", Username = "a" });
        created.ShouldBeTrue();
        await session.SaveChangesAsync();
        await using var later = store.LightweightSession();
        var (again, createdAgain) = await later.GetOrCreateAsync<CustomUser>(u => u.Email == email, () => new CustomUser());
        (again.Id, createdAgain).ShouldBe((user.Id, false));
    }

    [Fact]
    public async Task Filters_on_several_members_are_found_by_LINQ()
    {
        var store = Store(o => o.Schema.For<Place>().UniqueIndex(p => p.Country, p => p.City));
        await using var session = store.LightweightSession();
        var places = await session.AsUniqueAsync<Place, (string, string)>([("de", "Berlin"), ("fr", "Paris"), ("de", "Berlin")]);
        places.Count.ShouldBe(2);
        await session.SaveChangesAsync();
        await using var later = store.LightweightSession();
        (await later.AsUniqueAsync<Place, (string, string)>([("fr", "Paris"), ("us", "Paris")])).Select(p => p.Id == places[1].Id).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Without_a_unique_index_it_says_so()
    {
        await using var session = Store().LightweightSession();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => session.GetOrCreateAsync<Post>(p => p.Title == "x", () => new Post { Title = "x" }));
        failure.Message.ShouldContain("o.Schema.For<Post>().UniqueIndex(x => x.Title)");
    }

    [Fact]
    public async Task A_Create_that_does_not_fit_the_filter_says_so()
    {
        await using var session = Store().LightweightSession();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => session.GetOrCreateAsync<CustomUser>(u => u.Email == "a@b", () => new CustomUser { Email = "c@d" }));
        failure.Message.ShouldContain("c@d");
    }

    [Fact]
    public async Task Tenants_have_their_own()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        List<long> ids = [];
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            ids.Add((await session.AsUniqueAsync<Tag, string>("C#")).Id);
            await session.SaveChangesAsync();
        }

        ids.Distinct().Count().ShouldBe(2);
    }

    [Theory] // promise 3
    [InlineData(UniqueScope.UnitOfWork, 100)]
    [InlineData(UniqueScope.Immediate, 100)]
    [InlineData(UniqueScope.UnitOfWork, 6)] // fewer connections than sessions
    [InlineData(UniqueScope.Immediate, 6)]
    public async Task Of_32_sessions_with_the_same_20_new_names_in_any_order_nobody_fails(UniqueScope scope, int connections)
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size={connections};Timeout=300");
        await WarmAsync(store);
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            var names = Enumerable.Range(0, 20).Select(n => $"name {(char)('a' + n)}").OrderBy(n => n[^1] * 7919 * (i + 1) % 101).ToArray();
            if (i % 2 == 0)
            {
                await session.AsUniqueAsync<Tag, string>(names, scope);
            }
            else
            {
                foreach (var name in names) await session.AsUniqueAsync<Tag, string>(name, scope);
            }

            session.Store(new Post { Title = $"{i}" });
            await session.SaveChangesAsync();
        }));
        results.Where(r => r is not null).Select(r => r!.ToString()).ShouldBeEmpty();
        (await CountAsync(store)).ShouldBe(21);
    }

    [Fact]
    public async Task Under_serializable_the_race_is_seen_too()
    {
        var store = Store();
        await WarmAsync(store);
        await using var late = await store.LightweightSerializableSessionAsync();
        (await late.LoadAsync<Tag>(99L)).ShouldBeNull();
        await using (var early = store.LightweightSession())
        {
            await early.AsUniqueAsync<Tag, string>("C#");
            await early.SaveChangesAsync();
        }

        (await late.AsUniqueAsync<Tag, string>("C#")).Version.ShouldBe(1);
    }

    [Fact] // P6
    public async Task A_violation_can_be_told_in_detail()
    {
        var store = Store(connection: ConnectionString + ";Include Error Detail=true");
        await using var session = store.LightweightSession();
        session.Insert(new CustomUser { Email = "a@b", Username = "a" });
        await session.SaveChangesAsync();
        session.Insert(new CustomUser { Email = "a@b", Username = "b" });
        var failure = await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        var duplicate = failure.ToDuplicateKey(store)!;
        duplicate.ConstraintName.ShouldBe("mt_doc_customuser_uidx_email");
        duplicate.Members.ShouldBe(["Email"]);
        duplicate.Value.ShouldBe("a@b");
        duplicate.Message.ShouldContain("Email");
        duplicate.ShouldBeAssignableTo<DocumentAlreadyExistsException>();
    }

    private static async Task WarmAsync(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        session.Store(new Tag { Name = "warm" });
        session.Store(new Post());
        await session.SaveChangesAsync();
    }

    private static async Task<long> CountAsync(DocumentStore store)
    {
        await using var session = store.QuerySession();
        return (await session.Query<Tag>().ToListAsync()).Count;
    }

    public class Place : UuidDocument, IUnique<Place, (string Country, string City)>
    {
        public string Country { get; set; } = "";

        public string City { get; set; } = "";

        public static object UniqueKey((string Country, string City) key) => key;

        public static Expression<Func<Place, bool>> UniqueFilter((string Country, string City) key) => p => p.Country == key.Country && p.City == key.City;

        public static Place Create((string Country, string City) key) => new() { Country = key.Country, City = key.City };
    }
}
