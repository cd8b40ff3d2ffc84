using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

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
}
