using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class SlugBulkTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(null)]
    [InlineData("a")]
    public async Task A_bulk_insert_makes_the_slugs_that_are_missing(string? tenant)
    {
        var store = Store(o =>
        {
            if (tenant is not null) o.Schema.For<Tag>().MultiTenanted();
        }, name: "bulk" + tenant);
        Tag[] tags = [.. Enumerable.Repeat("Race", 700).Select(n => new Tag { Name = n }), new() { Name = "Own", Slug = "race-5" }];
        await store.BulkInsertAuditedAsync(tags, tenantId: tenant);
        await store.BulkInsertAuditedAsync([new Tag { Name = "Race" }], tenantId: tenant);
        tags.Select(t => t.Slug).Distinct().Count().ShouldBe(701);
        await using var session = tenant is null ? store.QuerySession() : store.QuerySession(tenant);
        var stored = await session.Query<Tag>().ToListAsync();
        stored.Select(t => t.Slug).ShouldBe([.. tags.Select(t => t.Slug), "race-702"], ignoreOrder: true);
        stored.ShouldAllBe(t => t.CreatedAt == Clock.GetUtcNow() && t.UpdatedAt == t.CreatedAt && t.Version == 1);
    }

    [Fact]
    public async Task One_that_overwrites_keeps_slugs_that_still_fit()
    {
        var store = Store();
        Tag tag = new() { Name = "Race" };
        await store.BulkInsertAuditedAsync([tag]);
        await store.BulkInsertAuditedAsync([new Tag { Id = tag.Id, Name = "Race" }, new Tag { Name = "Race" }], BulkInsertMode.OverwriteExisting);
        await using var session = store.QuerySession();
        (await session.FindBySlugAsync<Tag>("race"))!.Id.ShouldBe(tag.Id);
        (await session.FindBySlugAsync<Tag>("race-2")).ShouldNotBeNull();
        (await Should.ThrowAsync<InvalidOperationException>(() => store.BulkInsertAuditedAsync([new Tag { Name = "x" }], BulkInsertMode.IgnoreDuplicates))).Message.ShouldContain("OverwriteExisting");
    }

    [Fact]
    public async Task One_that_fails_inserts_nothing_and_can_be_repeated()
    {
        var store = Store();
        Tag stored = new() { Name = "Race" };
        await store.BulkInsertAuditedAsync([stored]);
        Tag[] tags = [new() { Name = "Race" }, new() { Name = "Own", Slug = "race" }];
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => store.BulkInsertAuditedAsync(tags));
        tags[1].Slug = "race-2";
        await store.BulkInsertAuditedAsync(tags);
        tags[0].Slug.ShouldBe("race-3");
    }

    [Fact]
    public async Task Ten_bulk_inserts_and_twenty_saves_race_with_few_connections()
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size=4;Timeout=300");
        await store.BulkInsertAuditedAsync([new Tag { Name = "warm" }]);
        var results = await RaceAsync(30, i => Task.FromResult<Func<Task>>(i % 3 == 0
            ? () => store.BulkInsertAuditedAsync(Enumerable.Range(0, 20).Select(_ => new Tag { Name = "Race" }).ToArray())
            : async () =>
            {
                await using var session = store.LightweightSession();
                session.Store(new Tag { Name = "Race" });
                await session.SaveChangesAsync();
            }));
        results.ShouldAllBe(r => r == null);
        await using var query = store.QuerySession();
        (await query.Query<Tag>().CountAsync()).ShouldBe(1 + 200 + 20);
    }
}
