using System.Globalization;
using System.Text;
using Marten;
using Npgsql;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Gives slugs to the documents of a save that have none.</summary>
/// <remarks>
/// Sessions that want slugs of the same stem wait for each other: the advisory locks last until the transaction ends, and it
/// is in the same one that the slugs are looked up and written. Locks are taken in order, so that sessions with several do not deadlock.
/// </remarks>
internal static class SlugGeneration
{
    public static async ValueTask RunAsync(IDocumentSession session, SaveListener layer, IStorageOperation[] pending, CancellationToken token)
    {
        if (Collect(session, layer, pending) is not { } batches) return;
        foreach (var batch in batches) batch.Plan(layer.Options.Slugifier);
        batches.RemoveAll(b => !b.IsWaiting);
        if (batches.Count == 0) return;

        foreach (var batch in batches) await session.Database.EnsureStorageExistsAsync(batch.Model.Type, token).ConfigureAwait(false);
        await session.BeginTransactionAsync(token).ConfigureAwait(false);
        var reader = await session.ExecuteReaderAsync(Command(session, batches), token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            foreach (var batch in batches)
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                List<(int Index, long Number)> free = [];
                while (await reader.ReadAsync(token).ConfigureAwait(false)) free.Add(SlugSearch.Read(reader.GetInt64(0)));
                batch.Assign(free.ToLookup(f => f.Index, f => f.Number));
            }
        }
    }

    private static List<SlugBatch>? Collect(IDocumentSession session, SaveListener layer, IStorageOperation[] pending)
    {
        Dictionary<(DocumentModel, string), SlugBatch>? batches = null;
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation { Document: ISlugged document } || !string.IsNullOrWhiteSpace(document.Slug)) continue;
            var model = layer.Model(document.GetType());
            if (model.IsSlugged) Batch(model, operation).Wait(document);
        }

        if (batches is null) return null;
        foreach (var operation in pending)
        {
            if (operation is not IDocumentStorageOperation { Document: ISlugged document } || string.IsNullOrWhiteSpace(document.Slug)) continue;
            if (batches.TryGetValue(Key(layer.Model(document.GetType()), operation), out var batch)) batch.Use(document.Slug);
        }

        return [.. batches.Values];

        (DocumentModel, string) Key(DocumentModel model, IStorageOperation operation) =>
            (model, model.Table(session).IsTenanted ? OperationTenant.Of(operation, session) : session.TenantId);

        SlugBatch Batch(DocumentModel model, IStorageOperation operation)
        {
            var key = Key(model, operation);
            batches ??= [];
            if (!batches.TryGetValue(key, out var batch)) batches.Add(key, batch = new SlugBatch(model, key.Item2));
            return batch;
        }
    }

    // without jit: compiling takes a hundred times as long as looking; that it stays off for the rest of the transaction harms nobody
    // locks and look-ups in one round trip: each statement after the locks sees what was committed while it waited
    private static NpgsqlCommand Command(IDocumentSession session, List<SlugBatch> batches)
    {
        StringBuilder sql = new("set local jit = off; select pg_advisory_xact_lock(key) from unnest(@locks) as key");
        NpgsqlCommand command = new();
        SortedSet<long> locks = [];
        for (var i = 0; i < batches.Count; i++)
        {
            var table = batches[i].Model.Table(session);
            var suffix = i.ToString(CultureInfo.InvariantCulture);
            batches[i].AddLocks(locks, table);
            batches[i].AddParameters(command.Parameters, suffix);
            command.Parameters.AddWithValue("t" + suffix, batches[i].TenantId);
            sql.Append(";\n").Append(table.Slugs.Sql(suffix));
        }

        command.Parameters.AddWithValue("locks", locks.ToArray());
        command.CommandText = sql.ToString();
        return command;
    }
}
