using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds links again: by the index that a store has for them, and by the list in a query.</summary>
internal static class LinkRegistry
{
    private static readonly ConditionalWeakTable<ComputedIndex, LinkDefinition> _byIndex = [];
    private static readonly ConcurrentDictionary<(Type, string), ConcurrentDictionary<string, byte>> _locators = new();
    private static readonly ConcurrentDictionary<(Type, string), ConcurrentBag<WeakReference<LinkDefinition>>> _declared = new();

    public static void Declare(LinkDefinition link) =>
        _declared.GetOrAdd((link.OwnerType, link.Name), static _ => []).Add(new WeakReference<LinkDefinition>(link));

    public static void Attach(ComputedIndex index, LinkDefinition link) => _byIndex.AddOrUpdate(index, link);

    /// <summary>The links of a store.</summary>
    public static IEnumerable<LinkDefinition> Of(IDocumentStore store)
    {
        foreach (var mapping in store.Options.AllKnownDocumentTypes())
        {
            foreach (var index in mapping.Indexes)
            {
                if (index is ComputedIndex computed && _byIndex.TryGetValue(computed, out var link)) yield return link;
            }
        }
    }

    /// <summary>
    /// The expressions that the list has indexes on. A query does not tell its store; stores with different casing have different
    /// expressions, of which the others are null in any one of them.
    /// </summary>
    public static IReadOnlyCollection<string> Locators(Type ownerType, string member)
    {
        if (!_declared.TryGetValue((ownerType, member), out var links)) return [];
        var locators = _locators.GetOrAdd((ownerType, member), static _ => new());
        foreach (var reference in links)
        {
            if (reference.TryGetTarget(out var link) && link.Locator is { } locator) locators.TryAdd(locator, 0);
        }

        return [.. locators.Keys.Order(StringComparer.Ordinal)];
    }
}
