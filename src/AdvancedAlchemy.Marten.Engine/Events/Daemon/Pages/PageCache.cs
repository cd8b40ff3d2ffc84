namespace Marten.Engine.Events.Daemon;

/// <summary>Keeps the documents of the last pages as they were saved, so that the next page need not read them.</summary>
/// <param name="limit">Documents of a tenant that are kept.</param>
internal sealed class PageCache(int limit)
{
    private readonly Dictionary<string, RecentDocuments> _tenants = new(StringComparer.Ordinal);
    private readonly List<(string TenantId, object Id, object? Document)> _unsaved = [];

    /// <param name="tenantId">Whose document it is.</param>
    /// <param name="id">Its id, as it is stored.</param>
    /// <returns>Null if it is not known.</returns>
    internal object? Find(string tenantId, object id) => _tenants.GetValueOrDefault(tenantId)?.Find(id);

    /// <summary>Remembers what a page makes of a document until the page is saved; null if nothing is to be known of it any more.</summary>
    internal void Put(string tenantId, object id, object? document) => _unsaved.Add((tenantId, id, document));

    /// <summary>Called when the page is saved.</summary>
    internal void Saved()
    {
        foreach (var (tenantId, id, document) in _unsaved)
        {
            if (!_tenants.TryGetValue(tenantId, out var recent)) _tenants.Add(tenantId, recent = new RecentDocuments(limit));
            recent.Put(id, document);
        }

        _unsaved.Clear();
    }

    /// <summary>Forgets everything: of a page that was not saved the documents may have been changed already.</summary>
    internal void Clear()
    {
        _tenants.Clear();
        _unsaved.Clear();
    }
}
