using Marten.Engine.Documents;

namespace Marten.Engine.Events.Daemon;

/// <summary>Keeps the documents of the last pages as they were saved, so that the next page need not read them.</summary>
/// <param name="limit">Documents of a type and a tenant that are kept.</param>
internal sealed class PageCache(int limit)
{
    private readonly Dictionary<(DocumentStorage Storage, string TenantId), RecentDocuments> _recent = [];
    private readonly List<(DocumentStorage Storage, string TenantId, object Id, object? Document)> _unsaved = [];

    /// <param name="storage">The documents of its type: a stream may have documents of many.</param>
    /// <param name="tenantId">Whose document it is.</param>
    /// <param name="id">Its id, as it is stored.</param>
    /// <returns>Null if it is not known.</returns>
    internal object? Find(DocumentStorage storage, string tenantId, object id) => _recent.GetValueOrDefault((storage, tenantId))?.Find(id);

    /// <summary>Remembers what a page makes of a document until the page is saved; null if nothing is to be known of it any more.</summary>
    internal void Put(DocumentStorage storage, string tenantId, object id, object? document) => _unsaved.Add((storage, tenantId, id, document));

    /// <summary>Called when the page is saved.</summary>
    internal void Saved()
    {
        foreach (var (storage, tenantId, id, document) in _unsaved)
        {
            if (!_recent.TryGetValue((storage, tenantId), out var recent)) _recent.Add((storage, tenantId), recent = new RecentDocuments(limit));
            recent.Put(id, document);
        }

        _unsaved.Clear();
    }

    /// <summary>Forgets everything: of a page that was not saved the documents may have been changed already.</summary>
    internal void Clear()
    {
        _recent.Clear();
        _unsaved.Clear();
    }
}
