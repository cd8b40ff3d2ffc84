using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

public class UserTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t")]
    public async Task An_accessor_that_knows_nobody_keeps_creator_and_last_editor(string? nobody)
    {
        var user = "ann";
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => user), name: $"nobody{nobody?.Length}");
        await using var session = store.LightweightSession();
        Note note = new();
        session.Store(note);
        await session.SaveChangesAsync();
        user = nobody!;
        session.LastModifiedBy = nobody;
        note.Text = "changed";
        Note anonymous = new();
        session.Store(note, anonymous);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await session.SaveChangesAsync();
        (note.CreatedBy, note.UpdatedBy, note.UpdatedAt).ShouldBe(("ann", "ann", Clock.GetUtcNow()));
        (anonymous.CreatedBy, anonymous.UpdatedBy).ShouldBe(((string?)null, null));
    }

    [Fact]
    public async Task An_accessor_that_throws_fails_the_save_and_nothing_is_stored()
    {
        var fails = true;
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => fails ? throw new InvalidOperationException("no request") : "ann"));
        await using var session = store.LightweightSession();
        Note note = new();
        session.Store(note);
        (await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync())).Message.ShouldBe("no request");
        (await session.Query<Note>().CountAsync()).ShouldBe(0);

        fails = false;
        Clock.Advance(TimeSpan.FromMinutes(1));
        await session.SaveChangesAsync();
        (note.CreatedBy, note.CreatedAt).ShouldBe(("ann", Clock.GetUtcNow()));
    }

    [Fact]
    public async Task The_accessor_is_asked_once_a_save_and_not_where_the_session_tells()
    {
        var asked = 0;
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => $"user {++asked}"));
        await using var session = store.LightweightSession();
        Note[] notes = [new(), new(), new()];
        session.Store(notes);
        await session.SaveChangesAsync();
        (asked, notes[2].CreatedBy).ShouldBe((1, "user 1"));
        session.LastModifiedBy = "ann";
        session.Store(notes);
        await session.SaveChangesAsync();
        (asked, notes[0].UpdatedBy).ShouldBe((1, "ann"));
    }

    [Fact]
    public async Task Tenants_have_users_of_their_own_and_a_nested_session_writes_in_the_name_of_its_parent()
    {
        var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using var session = store.LightweightSession("a");
        session.LastModifiedBy = "ann";
        Note mine = new(), theirs = new();
        session.Store(mine);
        session.ForTenant("b").Store(theirs);
        await session.SaveChangesAsync();
        await using var b = store.LightweightSession("b");
        b.LastModifiedBy = "bob";
        var read = (await b.LoadAsync<Note>(theirs.Id))!;
        (read.CreatedBy, await b.LoadAsync<Note>(mine.Id)).ShouldBe(("ann", null));
        b.Store(read);
        await b.SaveChangesAsync();
        (read.CreatedBy, read.UpdatedBy).ShouldBe(("ann", "bob"));
    }
}
