using System.Runtime.CompilerServices;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds the package's listener again, which knows its settings.</summary>
internal static class LayerOf
{
    private static readonly ConditionalWeakTable<IDocumentStore, SaveListener> _stores = [];

    public static SaveListener Session(IQuerySession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return Store(session.DocumentStore);
    }

    public static SaveListener Store(IDocumentStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return _stores.TryGetValue(store, out var known) ? known : _stores.GetValue(store, Find);
    }

    public static SaveListener? Listeners(IEnumerable<IDocumentSessionListener> listeners)
    {
        foreach (var listener in listeners)
        {
            if (listener is SaveListener layer) return layer;
        }

        return null;
    }

    private static SaveListener Find(IDocumentStore store) =>
        (store.Options is StoreOptions options ? Listeners(options.Listeners) : null)
        ?? throw new InvalidOperationException(
            $"The store '{store.GetType().Name}' is not set up for this. Call UseAdvancedAlchemy() on its options: o.UseAdvancedAlchemy().");
}
