using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/uniqueness.md.</summary>
public class UniquenessPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task One_key_or_many_are_found_or_made()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region single
        var tag = await session.AsUniqueAsync<Tag, string>("C#");
        var same = await session.AsUniqueAsync<Tag, string>(" c# ");
        await session.SaveChangesAsync();
        same.ShouldBeSameAs(tag);
        #endregion

        #region batch
        var tags = await session.AsUniqueAsync<Tag, string>(["C#", "F#", "c#", "SQL"]);
        await session.SaveChangesAsync();
        tags.Select(t => t.Name).ShouldBe(["C#", "F#", "SQL"]);      // each once, in the order of the keys
        #endregion

        (await session.Query<Tag>().CountAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Any_filter_with_a_unique_index_will_do()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region filter
        var email = "ada@example.org";
        var (user, created) = await session.GetOrCreateAsync<CustomUser>(
            u => u.Email == email, () => new CustomUser { Email = email, Username = "ada" });

        var (changed, _) = await session.UpdateOrCreateAsync<CustomUser>(
            u => u.Email == email, () => new CustomUser { Email = email, Username = "ada" }, u => u.FullName = "Ada Lovelace");
        await session.SaveChangesAsync();
        #endregion

        created.ShouldBeTrue();
        changed.ShouldBeSameAs(user);
        (await session.LoadAsync<CustomUser>(user.Id))!.FullName.ShouldBe("Ada Lovelace");
    }

    [Fact]
    public async Task An_import_stores_at_once()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region immediate
        var tag = await session.AsUniqueAsync<Tag, string>("C#", UniqueScope.Immediate);
        #endregion

        await using var query = store.QuerySession();
        (await query.LoadAsync<Tag>(tag.Id))!.Slug.ShouldBe("c-sharp");
    }

    [Fact]
    public async Task A_violation_is_told_in_words()
    {
        var store = Store(connection: ConnectionString + ";Include Error Detail=true");
        await using var session = store.LightweightSession();
        session.Store(new CustomUser { Email = "ada@example.org", Username = "ada" });
        await session.SaveChangesAsync();

        #region duplicate
        session.Store(new CustomUser { Email = "ada@example.org", Username = "countess" });
        try
        {
            await session.SaveChangesAsync();
        }
        catch (DocumentAlreadyExistsException e) when (e.ToDuplicateKey(store) is { } duplicate)
        {
            duplicate.Members.ShouldBe(["Email"]);
            duplicate.Value.ShouldBe("ada@example.org");
        }
        #endregion

        await using var query = store.QuerySession();
        (await query.Query<CustomUser>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_key_can_have_several_members()
    {
        var store = Store(o => o.Schema.For<Venue>().UniqueIndex(v => v.City, v => v.Hall));
        await using var session = store.LightweightSession();

        #region composite
        var (city, hall) = ("London", "Royal Albert Hall");
        var (venue, created) = await session.GetOrCreateAsync<Venue>(
            v => v.City == city && v.Hall == hall, () => new Venue { City = city, Hall = hall });
        #endregion

        created.ShouldBeTrue();
        await session.SaveChangesAsync();
        (await session.Query<Venue>().SingleAsync()).Id.ShouldBe(venue.Id);
    }

    [Fact]
    public async Task A_key_can_ignore_case()
    {
        var store = Store(o =>
        {
            #region caseindex
            o.Schema.For<Venue>().Index(v => v.Hall, i =>
            {
                i.IsUnique = true;
                i.Casing = ComputedIndex.Casings.Lower;
            });
            #endregion
        });
        await using var session = store.LightweightSession();

        #region case
        var (venue, _) = await session.GetOrCreateAsync<Venue>(v => v.Hall == "The Globe", () => new Venue { Hall = "The Globe" });
        await session.SaveChangesAsync();
        var (same, created) = await session.GetOrCreateAsync<Venue>(v => v.Hall == "THE GLOBE", () => new Venue { Hall = "THE GLOBE" });
        #endregion

        (same.Id, created).ShouldBe((venue.Id, false));
    }

    [Fact]
    public async Task What_was_deleted_can_be_restored()
    {
        var store = Store(o => o.Schema.For<Venue>().SoftDeleted().UniqueIndex(v => v.Hall));
        await using var session = store.LightweightSession();
        var old = new Venue { Hall = "The Globe" };
        session.Store(old);
        await session.SaveChangesAsync();
        session.Delete(old);
        await session.SaveChangesAsync();

        #region restore
        var (venue, created) = await session.GetOrCreateAsync<Venue>(
            v => v.Hall == "The Globe", () => new Venue { Hall = "The Globe" }, deleted: SoftDeletedMatch.Restore);
        await session.SaveChangesAsync();
        #endregion

        (venue.Id, created).ShouldBe((old.Id, false));
        (await session.Query<Venue>().CountAsync()).ShouldBe(1);
    }
}
