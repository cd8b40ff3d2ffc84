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
    /// <exception cref="InvalidOperationException">The list of one is kept in a column as well.</exception>
    public static IEnumerable<LinkDefinition> Of(IDocumentStore store)
    {
        foreach (var mapping in store.Options.AllKnownDocumentTypes())
        {
            foreach (var index in mapping.Indexes)
            {
                if (index is not ComputedIndex computed || !_byIndex.TryGetValue(computed, out var link)) continue;

                // Its index would be on the column, which holds no JSON, and a cascade would leave the ids in there.
                if (mapping.DuplicatedFields.Any(f => f.Members is [var member] && member.Name == link.Name))
                {
                    throw new InvalidOperationException(
                        $"{link.OwnerType.Name}.{link.Name} is configured with LinksTo and with Duplicate. Links are kept and looked up in the body, where "
                        + "LinksTo has an index for them: leave Duplicate out.");
                }

                yield return link;
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
            // One that is no expression over the body is a column, which no other store has.
            if (reference.TryGetTarget(out var link) && link.Locator is { } locator && locator.Contains("->", StringComparison.Ordinal)) locators.TryAdd(locator, 0);
        }

        return [.. locators.Keys.Order(StringComparer.Ordinal)];
    }
}
