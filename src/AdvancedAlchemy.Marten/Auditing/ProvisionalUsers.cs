using System.Runtime.CompilerServices;

namespace AdvancedAlchemy.Marten;

/// <summary>The names that a save has put in and not committed. If it fails they are nobody's, and the next save, of any session, puts in its own.</summary>
internal static class ProvisionalUsers
{
    private static readonly ConditionalWeakTable<IUserAudited, Entry> _entries = [];

    public static void Settle(IUserAudited document) => _entries.Remove(document);

    /// <summary>Takes out what a failed save has put in, unless the caller has changed it since.</summary>
    /// <returns>Whether the document was new to that save, and so is new still.</returns>
    public static bool TakeBack(IUserAudited document)
    {
        if (!_entries.TryGetValue(document, out var entry)) return false;
        if (document.CreatedBy == entry.After.Created) document.CreatedBy = entry.Before.Created;
        if (document.UpdatedBy == entry.After.Updated) document.UpdatedBy = entry.Before.Updated;
        _entries.Remove(document);
        return entry.IsNew;
    }

    /// <summary>Remembers what the document had, for <see cref="TakeBack"/>.</summary>
    public static void Add(IUserAudited document, (string? Created, string? Updated) before, bool isNew) =>
        _entries.AddOrUpdate(document, new Entry(before, (document.CreatedBy, document.UpdatedBy), isNew));

    private sealed record Entry((string? Created, string? Updated) Before, (string? Created, string? Updated) After, bool IsNew);
}
