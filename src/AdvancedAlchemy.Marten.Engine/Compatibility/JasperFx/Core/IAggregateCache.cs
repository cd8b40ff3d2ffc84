using System.Diagnostics.CodeAnalysis;

namespace JasperFx.Core;

/// <summary>Documents in memory, by their ids or by a key of one's own.</summary>
public interface IAggregateCache<in TKey, TItem> where TKey : notnull where TItem : notnull
{
    bool Contains(TKey key);

    bool TryFind(TKey key, [MaybeNullWhen(false)] out TItem item);

    void Store(TKey key, TItem item);

    void TryRemove(TKey key);

    /// <summary>Forgets what it has too much of.</summary>
    void CompactIfNecessary();
}
