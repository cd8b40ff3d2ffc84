using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Linq.SoftDeletes;

namespace AdvancedAlchemy.Marten.Tests.Links;

/// <summary>Counting, order, stamps of owners, hard deletion and strong-typed ids.</summary>
public class LinkOptionTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private static async Task<Writer[]> WritersAsync(IDocumentStore store, int count, string? tenant = null)
    {
        Writer[] writers = [.. Enumerable.Range(0, count).Select(i => new Writer { Id = 100 + i, Name = $"writer {i}" })];
        await using var session = tenant is null ? store.LightweightSession() : store.LightweightSession(tenant);
        session.Store(writers);
        await session.SaveChangesAsync();
        return writers;
    }

    [Fact]
    public async Task Links_to_many_documents_are_counted_in_one_query_of_the_own_tenant_without_deleted_owners()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.Schema.For<Volume>().SoftDeleted().LinksTo<Volume, Writer>(v => v.ReviewerIds).LinksTo<Volume, Writer>(v => v.WriterId);
        });
        var (a, b, c) = (100L, 101L, 102L);
        foreach (var tenant in new[] { "one", "two" })
        {
            await WritersAsync(store, 3, tenant);
            await using var session = store.LightweightSession(tenant);
            Volume deleted = new() { ReviewerIds = [a, b], WriterId = b };
            session.Store(new Volume { ReviewerIds = [a, b], WriterId = a }, new Volume { ReviewerIds = [b] }, deleted);
            if (tenant == "two") session.Store(new Volume { ReviewerIds = [c] });
            await session.SaveChangesAsync();
            session.Delete(deleted);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession("one");
        var before = query.RequestCount;
        var reviews = await query.CountLinkedAsync<Volume, long>(v => v.ReviewerIds, [a, b, c, b, 4711]);
        (query.RequestCount - before).ShouldBe(1);
        reviews.OrderBy(p => p.Key).Select(p => (p.Key, p.Value)).ShouldBe([(a, 1), (b, 2), (c, 0), (4711, 0)]);
        (await query.CountLinkedAsync<Volume, long>(v => v.WriterId, [a, b])).OrderBy(p => p.Key).Select(p => p.Value).ShouldBe([1, 0]);
        (await query.CountLinkedAsync<Volume, long>(v => v.WriterId, [])).ShouldBeEmpty();
        (await Should.ThrowAsync<InvalidOperationException>(() => query.CountLinkedAsync<Volume, long>(v => v.EditorId, [a]))).Message.ShouldContain("LinksTo<Volume");
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task A_list_keeps_the_order_it_was_given_through_saves_changes_and_cascades(DocumentTracking tracking)
    {
        var store = Store(o => o.Schema.For<Volume>().LinksTo<Volume, Writer>(v => v.ReviewerIds, OnDelete.Cascade), name: $"order{tracking}");
        var writers = await WritersAsync(store, 5);
        Volume volume = new() { ReviewerIds = [103, 100, 104, 101] };
        await using (var session = Open(store, tracking))
        {
            session.Store(volume);
            await session.SaveChangesAsync();
        }

        await using (var session = Open(store, tracking))
        {
            var read = (await session.LoadAsync<Volume>(volume.Id))!;
            read.ReviewerIds.ShouldBe([103, 100, 104, 101]);
            read.ReviewerIds.Insert(0, 102);
            read.ReviewerIds.Add(103);
            session.Store(read);
            await session.SaveChangesAsync();
            session.Delete<Writer>(writers[4].Id);
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var after = (await query.LoadAsync<Volume>(volume.Id))!;
        after.ReviewerIds.ShouldBe([102, 103, 100, 101]);
        (await query.LoadLinkedAsync<Volume, Writer>([after], v => v.ReviewerIds))[after].Select(w => w.Id).ShouldBe([102, 103, 100, 101]);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_cascade_stamps_the_owners_only_where_the_link_says_so(bool touch, bool hasColumns)
    {
        var store = Store(
            o =>
            {
                o.UseAdvancedAlchemy(a => a.IndexStamps = hasColumns);
                o.Schema.For<Volume>().LinksTo<Volume, Writer>(v => v.ReviewerIds, OnDelete.Cascade, touch).LinksTo<Volume, Writer>(v => v.WriterId, OnDelete.Cascade, touch);
            },
            name: $"touch{touch}{hasColumns}");
        await WritersAsync(store, 3);
        Volume listed = new() { ReviewerIds = [100, 102] }, single = new() { WriterId = 101 }, other = new() { WriterId = 102 };
        await using var session = store.LightweightSession();
        session.LastModifiedBy = "ann";
        session.Store(listed, single, other);
        await session.SaveChangesAsync();
        var created = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        session.LastModifiedBy = "bob";
        session.Delete<Writer>(100);
        session.Delete<Writer>(101);
        await session.SaveChangesAsync();

        foreach (var id in new[] { listed.Id, single.Id })
        {
            var read = (await session.LoadAsync<Volume>(id))!;
            (read.CreatedAt, read.UpdatedAt, read.CreatedBy, read.UpdatedBy, read.Version).ShouldBe((created, touch ? Clock.GetUtcNow() : created, "ann", touch ? "bob" : "ann", 2));
        }

        (await session.Query<Volume>().CountAsync(v => v.UpdatedAt == created)).ShouldBe(touch ? 1 : 3);
        (await session.LoadAsync<Volume>(other.Id))!.UpdatedAt.ShouldBe(created);
        using (session.WithoutStamps())
        {
            session.Delete<Writer>(102);
            await session.SaveChangesAsync();
        }

        (await session.LoadAsync<Volume>(other.Id))!.UpdatedAt.ShouldBe(created);
    }

    [Theory]
    [InlineData(OnDelete.Cascade)]
    [InlineData(OnDelete.Restrict)]
    public async Task HardDelete_of_a_target_that_can_be_soft_deleted_does_what_the_link_says(OnDelete onDelete)
    {
        var store = Store(
            o =>
            {
                o.Schema.For<Writer>().SoftDeleted();
                o.Schema.For<Volume>().LinksTo<Volume, Writer>(v => v.ReviewerIds, onDelete).LinksTo<Volume, Writer>(v => v.WriterId, onDelete);
            },
            name: $"hard{onDelete}");
        var writers = await WritersAsync(store, 3);
        Volume volume = new() { ReviewerIds = [100, 101, 102], WriterId = 100 };
        await using var session = store.LightweightSession();
        session.Store(volume);
        await session.SaveChangesAsync();

        // the softly deleted one keeps its link, the other does not
        session.Delete(writers[1]);
        await session.SaveChangesAsync();
        session.HardDelete(writers[0]);
        if (onDelete == OnDelete.Restrict)
        {
            (await Should.ThrowAsync<AggregateException>(() => session.SaveChangesAsync())).InnerExceptions.ShouldAllBe(e => e is LinkedDocumentException);
            (await session.LoadAsync<Writer>(100)).ShouldNotBeNull();
            return;
        }

        await session.SaveChangesAsync();
        var read = (await session.LoadAsync<Volume>(volume.Id))!;
        read.ReviewerIds.ShouldBe([101, 102]);
        read.WriterId.ShouldBeNull();
        session.HardDelete<Writer>(101);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Volume>(volume.Id))!.ReviewerIds.ShouldBe([102]);
        (await session.Query<Writer>().CountAsync(w => w.MaybeDeleted())).ShouldBe(1);
    }

    [Fact]
    public async Task Strong_typed_ids_are_linked_loaded_counted_and_patched()
    {
        var store = Store(o => o.Schema.For<Mall>().LinksTo<Mall, Shop>(m => m.ShopIds, OnDelete.Cascade));
        Shop one = new() { Name = "one" }, two = new() { Name = "two" };
        Mall mall = new() { ShopIds = [two.Id, one.Id] };
        await using var session = store.LightweightSession();
        session.Store(one, two);
        session.Store(mall, new Mall { ShopIds = [two.Id] });
        await session.SaveChangesAsync();

        (await session.LoadLinkedAsync<Mall, Shop, ShopId>([mall], m => m.ShopIds))[mall].Select(s => s.Name).ShouldBe(["two", "one"]);
        var counts = await session.CountLinkedAsync<Mall, ShopId>(m => m.ShopIds, [one.Id, two.Id]);
        (counts[one.Id], counts[two.Id]).ShouldBe((1, 2));

        Clock.Advance(TimeSpan.FromMinutes(1));
        session.PatchAudited<Shop>(one.Id).Set(s => s.Name, "first");
        await session.SaveChangesAsync();
        (await session.Query<Shop>().SingleAsync(s => s.Name == "first")).UpdatedAt.ShouldBe(Clock.GetUtcNow());
        Should.Throw<ArgumentException>(() => session.PatchAudited<Shop>(DateTime.UnixEpoch)).ParamName.ShouldBe("id");

        session.Delete(one);
        await session.SaveChangesAsync();
        var read = (await session.LoadAsync<Mall>(mall.Id))!;
        read.ShopIds.ShouldBe([two.Id]);
    }
}
