using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Behaviours;

/// <summary>Behaviours 14 and 15, and the failures of <c>as_unique</c> that Advanced Alchemy's suite does not look at.</summary>
public class UniqueBehaviourTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact] // 14
    public async Task Duplicates_fail_without_AsUnique()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        session.Store(new BigIntUser { Username = "ann" }, new BigIntUser { Username = "ann" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        (await session.Query<BigIntUser>().CountAsync()).ShouldBe(0);
    }

    [Fact] // 15
    public async Task Rows_with_repeats_become_one_document_for_each_key()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        List<Tag> tags = [];
        foreach (var name in new[] { "Red", "Blue", "red", "RED ", "blue" }) tags.Add(await session.AsUniqueAsync<Tag, string>(name));
        await session.SaveChangesAsync();
        tags.Distinct().Count().ShouldBe(2);
        (await session.Query<Tag>().CountAsync()).ShouldBe(2);
        tags[2].Name.ShouldBe("Red");
    }

    [Fact]
    public async Task After_a_rollback_the_document_is_made_again_and_stored()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        await session.AsUniqueAsync<Tag, string>("Red");
        session.QueueSqlCommand("select 1/0");
        await Should.ThrowAsync<Exception>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        var red = await session.AsUniqueAsync<Tag, string>("Red");
        await session.SaveChangesAsync();
        (await session.Query<Tag>().SingleAsync()).Id.ShouldBe(red.Id);
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task After_a_deletion_another_document_is_made(DocumentTracking tracking)
    {
        var store = Store(name: $"deleted{tracking}");
        await using var session = Open(store, tracking);
        var gone = await session.AsUniqueAsync<Tag, string>("Red");
        await session.SaveChangesAsync();
        session.Delete(gone);
        await session.SaveChangesAsync();
        var red = await session.AsUniqueAsync<Tag, string>("Red");
        red.ShouldNotBeSameAs(gone);
        await session.SaveChangesAsync();
        (await session.Query<Tag>().SingleAsync()).Id.ShouldBe(red.Id);
    }

    [Fact]
    public async Task What_is_pending_is_found_by_it_whoever_has_stored_it()
    {
        await using var session = Store().LightweightSession();
        Tag pending = new() { Name = "Red", Slug = "red" };
        session.Store(pending);
        (await session.AsUniqueAsync<Tag, string>("Red")).ShouldBeSameAs(pending);
        await session.SaveChangesAsync();
        (await session.Query<Tag>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Sessions_have_memories_of_their_own_and_one_row()
    {
        var store = Store();
        var threads = Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var session = store.LightweightSession();
            var red = await session.AsUniqueAsync<Tag, string>("Red");
            await session.SaveChangesAsync();
            return red;
        }));
        var tags = await Task.WhenAll(threads);
        tags.Select(t => t.Id).Distinct().Count().ShouldBe(1);
        tags.Distinct(ReferenceEqualityComparer.Instance).Count().ShouldBe(20);
    }
}
