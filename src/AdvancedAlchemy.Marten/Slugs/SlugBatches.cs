using JasperFx;
using Marten;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Sorts the pending documents of a save by where their slugs have to be unique.</summary>
internal sealed class SlugBatches(IDocumentSession session, SaveListener layer)
{
    private Dictionary<SlugBatchKey, SlugBatch>? _batches;

    /// <summary>Null when no document needs anything done for its slug.</summary>
    public List<SlugBatch>? Collect(IStorageOperation[] pending, SessionState state)
    {
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation { Document: ISlugged document }) continue;
            var model = layer.Model(document.GetType());
            if (!model.IsSlugged) continue;
            var mayBeStored = operation.Role() != OperationRole.Insert && (document is not IRevisioned { Version: 0 } || session.Concurrency == ConcurrencyChecks.Disabled);
            if (ProvisionalSlugs.IsMissing(document)) Batch(model, operation, document).Wait(document, model, mayBeStored, layer.Options.Slugifier);
            else if (model.Slugs.IsReserved(document.Slug))
            {
                if (!mayBeStored) throw new ReservedSlugException(model.Type, document.Slug);
                Batch(model, operation, document).Suspect(document);
            }
            else if (mayBeStored && model.Slugs.KeepsOld) Batch(model, operation, document).Watch(document);
        }

        if (_batches is null) return null;
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation { Document: ISlugged document } || ProvisionalSlugs.IsMissing(document)) continue;
            var model = layer.Model(document.GetType());
            if (model.IsSlugged && _batches.TryGetValue(Key(model, operation, document), out var batch)) batch.Use(document);
        }

        foreach (var (key, scope, slug) in state.IsolatedSlugs)
        {
            if (_batches.TryGetValue(key, out var batch)) batch.Expect(scope, slug);
        }

        // rows are locked in this order, by every session in the same
        return [.. _batches.Values.OrderBy(b => b.Table.Table.Name, StringComparer.Ordinal).ThenBy(b => b.Key.TenantId, StringComparer.Ordinal).ThenBy(b => b.Key.WithinNull)];
    }

    private SlugBatchKey Key(DocumentModel model, IStorageOperation operation, ISlugged document)
    {
        var table = SlugTable.Of(session, layer, model);
        return new(table, table.Table.IsTenanted ? OperationTenant.Of(operation, session) : session.TenantId, table.Scope is { } scope && scope.Of(document) is null);
    }

    private SlugBatch Batch(DocumentModel model, IStorageOperation operation, ISlugged document)
    {
        var key = Key(model, operation, document);
        _batches ??= [];
        if (!_batches.TryGetValue(key, out var batch)) _batches.Add(key, batch = new SlugBatch(key));
        return batch;
    }
}
