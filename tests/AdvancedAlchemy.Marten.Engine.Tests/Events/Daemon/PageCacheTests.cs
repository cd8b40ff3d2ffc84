using Marten;
using Marten.Engine.Documents;
using Marten.Engine.Events.Daemon;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class PageCacheTests
{
    private readonly PageCache _cache = new(limit: 2);
    private readonly DocumentStorage _ones;
    private readonly DocumentStorage _others;

    public PageCacheTests()
    {
        // Nothing is asked of the database.
        var store = DocumentStore.For("Host=nowhere");
        (_ones, _others) = (store.Storages.For<One>(), store.Storages.For<Other>());
    }

    public sealed class One
    {
        public int Id { get; set; }
    }

    public sealed class Other
    {
        public int Id { get; set; }
    }

    private void Save(string tenantId, params (object Id, object? Document)[] documents)
    {
        foreach (var (id, document) in documents) _cache.Put(_ones, tenantId, id, document);
        _cache.Saved();
    }

    [Fact]
    public void Nothing_is_known_of_a_page_that_is_not_saved_yet()
    {
        _cache.Put(_ones, "a", 1, "one");
        _cache.Find(_ones, "a", 1).ShouldBeNull();
        _cache.Saved();
        _cache.Find(_ones, "a", 1).ShouldBe("one");
    }

    [Fact]
    public void Each_tenant_keeps_the_documents_that_were_saved_last()
    {
        Save("a", (1, "one"), (2, "two"));
        Save("b", (1, "b's"));
        Save("a", (1, "one again"));
        Save("a", (3, "three"));
        new[] { 1, 2, 3 }.Select(id => _cache.Find(_ones, "a", id)).ShouldBe(["one again", null, "three"]);
        _cache.Find(_ones, "b", 1).ShouldBe("b's");
        _cache.Find(_others, "b", 1).ShouldBeNull();
    }

    [Fact]
    public void What_is_gone_is_not_known_any_more_and_neither_is_anything_after_a_failure()
    {
        Save("a", (1, "one"), (2, "two"));
        Save("a", (1, null));
        _cache.Find(_ones, "a", 1).ShouldBeNull();
        _cache.Put(_ones, "a", 3, "three");
        _cache.Clear();
        _cache.Saved();
        new[] { 2, 3 }.Select(id => _cache.Find(_ones, "a", id)).ShouldBe([null, null]);
    }
}
