using System.Text.Json;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Documents;

public class DocumentTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact] // promise 4
    public void A_UUID_is_there_before_the_document_is_saved()
    {
        CustomUser user = new() { Username = "bob" };
        user.Id.ShouldNotBe(Guid.Empty);
        user.Id.ShouldBe(user.Id);
        new UuidUser().Id.Version.ShouldBe(4);
        new UuidV6User().Id.Version.ShouldBe(6);
        new UuidV7User().Id.Version.ShouldBe(7);
        new NanoIdUser().Id.Length.ShouldBe(21); // promise 6
    }

    [Fact]
    public void An_id_of_the_callers_own_wins()
    {
        var id = UuidV4.NewId();
        new UuidUser { Id = id }.Id.ShouldBe(id);
        new NanoIdUser { Id = "mine" }.Id.ShouldBe("mine");
    }

    [Fact]
    public void Loading_takes_the_stored_id_and_the_body_has_no_extra_members()
    {
        UuidUser user = new() { Username = "ann" };
        var json = JsonSerializer.Serialize(user);
        JsonSerializer.Deserialize<UuidUser>(json)!.Id.ShouldBe(user.Id);
        JsonDocument.Parse(json).RootElement.EnumerateObject().Select(p => p.Name).ShouldBe(["Id", "Username", "Version", "CreatedAt", "UpdatedAt"]);
    }

    [Fact]
    public async Task Every_base_is_stored_and_loaded()
    {
        var store = Store();
        await RoundTripAsync(store, new PlainUuid(), d => d.Id);
        await RoundTripAsync(store, new PlainUuidV6(), d => d.Id);
        await RoundTripAsync(store, new PlainUuidV7(), d => d.Id);
        await RoundTripAsync(store, new PlainNanoId(), d => d.Id);
        await RoundTripAsync(store, new PlainBigInt(), d => d.Id);
        await RoundTripAsync(store, new PlainIdentity(), d => d.Id);
        await RoundTripAsync(store, new BigIntUser { Username = "a" }, d => d.Id);
        await RoundTripAsync(store, new UuidUser { Username = "a" }, d => d.Id);
        await RoundTripAsync(store, new UuidV6User(), d => d.Id);
        await RoundTripAsync(store, new UuidV7User { Username = "a" }, d => d.Id);
        await RoundTripAsync(store, new NanoIdUser { Username = "a" }, d => d.Id);
        await RoundTripAsync(store, new IdentityUser(), d => d.Id);
        await RoundTripAsync(store, new CustomUser { Username = "a", Email = "a@b" }, d => d.Id);
        await RoundTripAsync(store, new Setting { Id = "theme" }, d => d.Id);
    }

    [Fact]
    public async Task A_bigint_is_there_after_Store()
    {
        await using var session = Store().LightweightSession();
        Post post = new() { Title = "Hello" };
        session.Store(post);
        post.Id.ShouldBe(1);
    }

    [Fact]
    public async Task Identity_ids_have_no_gaps_between_stores()
    {
        var first = Store();
        var second = Store();
        List<long> ids = [];
        for (var i = 0; i < 3; i++)
        {
            foreach (var store in new[] { first, second })
            {
                await using var session = store.LightweightSession();
                IdentityUser user = new();
                session.Store(user);
                await session.SaveChangesAsync();
                ids.Add(user.Id);
            }
        }

        ids.ShouldBe([1, 2, 3, 4, 5, 6]);
    }

    [Fact]
    public async Task Ids_reserved_together_continue_the_sequence()
    {
        await using var session = Store().LightweightSession();
        var many = Enumerable.Range(0, 10_000).Select(_ => new IdentityUser()).ToArray();
        many[5].Id = 77_777;
        await session.ReserveIdsAsync(many);
        many.Where((_, i) => i != 5).Select(u => u.Id).ShouldBe(Enumerable.Range(1, 9_999).Select(i => (long)i));
        IdentityUser next = new();
        session.Store(next);
        next.Id.ShouldBe(10_000);
        await session.ReserveIdsAsync([next, many[0]]);
        next.Id.ShouldBe(10_000);
        IdentityUser after = new();
        await session.ReserveIdsAsync([after]);
        after.Id.ShouldBe(10_001);
    }

    [Fact]
    public async Task Reserved_HiLo_blocks_are_nobody_elses()
    {
        await using var session = Store().LightweightSession();
        Post first = new();
        session.Store(first);
        var reserved = Enumerable.Range(0, 1_500).Select(_ => new Post()).ToArray();
        await session.ReserveIdsAsync(reserved);
        reserved.Select(p => p.Id).ShouldBe(Enumerable.Range(1_001, 1_500).Select(i => (long)i));
        var rest = Enumerable.Range(0, 1_500).Select(_ => new Post()).ToArray();
        session.Store(rest);
        reserved.Concat(rest).Append(first).Select(p => p.Id).Distinct().Count().ShouldBe(3_001);
    }

    [Fact]
    public async Task Reserving_ids_that_are_no_numbers_says_so()
    {
        await using var session = Store().LightweightSession();
        (await Should.ThrowAsync<InvalidOperationException>(() => session.ReserveIdsAsync([new UuidUser()]))).Message.ShouldContain("UuidUser");
    }

    private static async Task RoundTripAsync<T>(DocumentStore store, T document, Func<T, object> id) where T : notnull
    {
        await using var session = store.LightweightSession();
        session.Store(document);
        await session.SaveChangesAsync();
        await using var query = store.QuerySession();
        id((await query.LoadAsync<T>(id(document)))!).ShouldBe(id(document));
    }
}
