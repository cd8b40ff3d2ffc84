using Marten.Engine.Documents;
using Marten.Schema;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace Marten.Engine.Sessions;

/// <summary>Keeps operations in the order in which they were queued, unless foreign keys between their types ask for another.</summary>
internal static class OperationOrder
{
    internal static IReadOnlyList<IStorageOperation> Sort(IStorageOperation[] operations)
    {
        if (!MayRefer(operations)) return operations;
        var storages = operations.OfType<EngineOperation>().Select(o => o.Storage).OfType<DocumentStorage>().Distinct().ToArray();
        var rank = Rank(storages);
        if (rank.Values.All(r => r == 1)) return operations;

        // Rows have to be there before they are referred to, and references gone before their rows are. Writes change places among themselves, and
        // deletions do, so that everything else stays where the caller has put it.
        Reorder(operations, o => o is IDocumentWrite, o => rank[o.Storage!]);
        Reorder(operations, o => o is IDocumentDeletion, o => -rank[o.Storage!]);
        return operations;
    }

    private static void Reorder(IStorageOperation[] operations, Func<IStorageOperation, bool> moves, Func<EngineOperation, int> order)
    {
        var places = Enumerable.Range(0, operations.Length).Where(i => moves(operations[i])).ToArray();
        EngineOperation[] sorted = [.. places.Select(i => (EngineOperation)operations[i]).OrderBy(order)];
        for (var i = 0; i < places.Length; i++) operations[places[i]] = sorted[i];
    }

    private static bool MayRefer(IStorageOperation[] operations)
    {
        foreach (var operation in operations)
        {
            if (operation is EngineOperation { Storage: { } storage } && storage.Mapping.ForeignKeys.Count > 0) return true;
        }

        return false;
    }

    private static Dictionary<DocumentStorage, int> Rank(DocumentStorage[] storages)
    {
        var ranks = new Dictionary<DocumentStorage, int>();
        var visiting = new HashSet<DocumentStorage>();
        foreach (var storage in storages) Visit(storage);
        return ranks;

        int Visit(DocumentStorage storage)
        {
            if (ranks.TryGetValue(storage, out var known)) return known;
            if (!visiting.Add(storage)) return 1;
            var rank = 1;
            foreach (var key in storage.Mapping.ForeignKeys.OfType<DocumentForeignKey>())
            {
                var target = storages.FirstOrDefault(s => s.DocumentType == key.ReferenceDocumentType && s != storage);
                if (target is not null) rank = Math.Max(rank, Visit(target) + 1);
            }

            return ranks[storage] = rank;
        }
    }
}
