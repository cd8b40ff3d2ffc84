using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class OtherIndexTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory] // P7, P8
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Another_unique_index_in_the_way_is_named_and_the_session_goes_on(UniqueScope scope)
    {
        var store = Store();
        await using (var session = store.LightweightSession())
        {
            session.Store(new CustomUser { Email = "a@b", Username = "ada" });
            await session.SaveChangesAsync();
        }

        await using var later = store.LightweightSession();
        later.Store(new Post { Title = "kept" });
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() => GetAsync(later, "new@b", "ada", scope));
        failure.ConstraintName.ShouldBe("mt_doc_customuser_uidx_username");
        failure.Members.ShouldBe(["Username"]);
        failure.Value.ShouldBe("ada");
        (await GetAsync(later, "new@b", "bob", scope)).Created.ShouldBeTrue();
        await later.SaveChangesAsync();
        (await later.Query<CustomUser>().CountAsync()).ShouldBe(2);
        (await later.Query<Post>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_plain_Store_of_the_same_key_between_look_and_commit_is_found_by_Immediate()
    {
        var store = Store();
        await using (var warm = store.LightweightSession())
        {
            warm.Store(new CustomUser { Email = "w@b", Username = "w" });
            await warm.SaveChangesAsync();
        }

        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            if (i % 4 == 0)
            {
                session.Insert(new CustomUser { Email = "a@b", Username = "ada" });
                await session.SaveChangesAsync();
            }
            else
            {
                await session.GetOrCreateAsync<CustomUser>(u => u.Email == "a@b", () => new CustomUser { Email = "a@b", Username = "ada" }, UniqueScope.Immediate);
            }
        }));
        for (var i = 0; i < 32; i++)
        {
            if (i % 4 == 0) (results[i] is null or DocumentAlreadyExistsException).ShouldBeTrue(results[i]?.ToString());
            else results[i].ShouldBeNull(results[i]?.ToString());
        }
    }

    private static Task<(CustomUser Document, bool Created)> GetAsync(IDocumentSession session, string email, string name, UniqueScope scope) =>
        session.GetOrCreateAsync<CustomUser>(u => u.Email == email, () => new CustomUser { Email = email, Username = name }, scope);
}
