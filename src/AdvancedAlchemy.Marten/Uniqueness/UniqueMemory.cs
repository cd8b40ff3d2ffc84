using Marten;
using Weasel.Storage;

namespace AdvancedAlchemy.Marten;

/// <summary>What the unit of work has already: found or made before, or pending.</summary>
internal static class UniqueMemory<T> where T : class
{
    public static void Find(IDocumentOperations session, IDocumentSession root, SessionState state, DocumentTable table, IReadOnlyList<Wanted<T>> wanted)
    {
        HashSet<object>? pending = null;
        Dictionary<string, Dictionary<object, T>>? byShape = null;
        foreach (var one in wanted)
        {
            if (one.Key is not null && state.Unique.TryGetValue((typeof(T), session.TenantId, one.Key), out var known))
            {
                // one that was made here and taken back since, by Eject or so, is not to be returned
                if (!state.Made.Contains(known) || Pending().Contains(known)) one.Document = (T)known;
            }

            if (one.Document is not null || Pending().Count == 0) continue;
            one.Document = one.Filter is { } filter
                ? ByKey(filter).GetValueOrDefault(filter.Key)
                : Pending().Cast<T>().FirstOrDefault(one.Matches);
        }

        HashSet<object> Pending() => pending ??= new HashSet<object>(Documents(session, root, table), ReferenceEqualityComparer.Instance);

        Dictionary<object, T> ByKey(KeyFilter filter)
        {
            byShape ??= [];
            if (byShape.TryGetValue(filter.Shape, out var found)) return found;
            byShape.Add(filter.Shape, found = []);
            foreach (T document in Pending()) found.TryAdd(filter.KeyOf(document), document);
            return found;
        }
    }

    /// <summary>Whether the document is written as it is when the session is saved, because it is new.</summary>
    public static bool IsPendingInsertion(IDocumentOperations session, T document) =>
        (session is ITenantOperations { Parent: { } parent } ? parent : (IDocumentSession)session).PendingChanges.InsertsFor<T>().Contains(document);

    // those of the tenant only
    private static IEnumerable<object> Documents(IDocumentOperations session, IDocumentSession root, DocumentTable table)
    {
        if (!table.IsTenanted) return root.PendingChanges.AllChangedFor<T>()!;
        return root.PendingChanges.Operations()
            .Where(o => o is IDocumentStorageOperation { Document: T } && OperationTenant.Of(o, root) == session.TenantId)
            .Select(o => ((IDocumentStorageOperation)o).Document);
    }
}
