using Marten.Engine.Events.Daemon;

namespace AdvancedAlchemy.Marten.Engine.Tests.Events.Daemon;

public class PageCacheTests
{
    private readonly PageCache _cache = new(limit: 2);

    private void Save(string tenantId, params (object Id, object? Document)[] documents)
    {
        foreach (var (id, document) in documents) _cache.Put(tenantId, id, document);
        _cache.Saved();
    }

    [Fact]
    public void Nothing_is_known_of_a_page_that_is_not_saved_yet()
    {
        _cache.Put("a", 1, "one");
        _cache.Find("a", 1).ShouldBeNull();
        _cache.Saved();
        _cache.Find("a", 1).ShouldBe("one");
    }

    [Fact]
    public void Each_tenant_keeps_the_documents_that_were_saved_last()
    {
        Save("a", (1, "one"), (2, "two"));
        Save("b", (1, "b's"));
        Save("a", (1, "one again"));
        Save("a", (3, "three"));
        new[] { 1, 2, 3 }.Select(id => _cache.Find("a", id)).ShouldBe(["one again", null, "three"]);
        _cache.Find("b", 1).ShouldBe("b's");
    }

    [Fact]
    public void What_is_gone_is_not_known_any_more_and_neither_is_anything_after_a_failure()
    {
        Save("a", (1, "one"), (2, "two"));
        Save("a", (1, null));
        _cache.Find("a", 1).ShouldBeNull();
        _cache.Put("a", 3, "three");
        _cache.Clear();
        _cache.Saved();
        new[] { 2, 3 }.Select(id => _cache.Find("a", id)).ShouldBe([null, null]);
    }
}
