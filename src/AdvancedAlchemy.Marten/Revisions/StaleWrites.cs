using System.ComponentModel;
using System.Data.Common;
using System.Globalization;
using JasperFx;
using Marten;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>
/// The last operation of a save: reads which revisions are stored of the documents that were written, and
/// turns Marten's <see cref="ConcurrencyException"/> into <see cref="StaleDocumentException"/>.
/// </summary>
/// <remarks>
/// Marten hands every operation the list of the failures so far, so no session has to be wrapped. The operation writes nothing
/// and turns nothing down; its attributes tell our engine, which asks only when there is something to explain.
/// </remarks>
[ReadOnly(true), Category("Failures")]
internal sealed class StaleWrites(IDocumentSession session) : IStorageOperation
{
    private readonly List<Watched> _watched = [];
    private bool _isCancelled;

    public Type DocumentType => typeof(StaleWrites);

    public OperationRole Role() => OperationRole.Other;

    public void Add(DocumentModel model, object document, string tenantId) => _watched.Add(new Watched(model, document, tenantId));

    /// <summary>A save that failed leaves its operations behind. The next save brings a report of its own.</summary>
    public void Cancel()
    {
        _isCancelled = true;
        _watched.Clear();
    }

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession storageSession)
    {
        if (_isCancelled)
        {
            builder.Append("select 0, 0::bigint, '' where false");
            return;
        }

        var tables = _watched.GroupBy(w => (w.Model, w.TenantId)).ToArray();
        for (var i = 0; i < tables.Length; i++)
        {
            var table = tables[i].Key.Model.Table(session);
            if (i > 0) builder.Append(" union all ");
            builder.Append(string.Create(CultureInfo.InvariantCulture, $"select {i}, mt_version::bigint, id::text from {table.Name} where id = any("));
            builder.AppendParameter(table.IdsOf([.. tables[i].Select(w => w.Document)]));
            builder.Append(")");
            if (!table.IsTenanted) continue;
            builder.Append(" and tenant_id = ");
            builder.AppendParameter(tables[i].Key.TenantId);
        }
    }

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (_isCancelled || exceptions.Count == 0) return;
        var tables = _watched.GroupBy(w => (w.Model, w.TenantId)).ToArray();
        Dictionary<(int, string), long> stored = [];
        while (await reader.ReadAsync(token).ConfigureAwait(false)) stored[(reader.GetInt32(0), reader.GetString(2))] = reader.GetInt64(1);

        for (var i = 0; i < exceptions.Count; i++)
        {
            if (exceptions[i] is not ConcurrencyException failure || failure.GetType() != typeof(ConcurrencyException)) continue;
            exceptions[i] = Explain(failure, tables, stored) ?? exceptions[i];
        }
    }

    private StaleDocumentException? Explain(ConcurrencyException failure, IGrouping<(DocumentModel Model, string TenantId), Watched>[] tables, Dictionary<(int, string), long> stored)
    {
        for (var i = 0; i < tables.Length; i++)
        {
            var (model, tenant) = tables[i].Key;
            // of a subclass, the failure names the root
            if (!IsNamed(model.Type, failure.DocType) && !IsNamed(model.Table(session).Mapping.DocumentType, failure.DocType)) continue;
            foreach (var (_, document, _) in tables[i])
            {
                var id = model.Table(session).IdOf(document);
                var ownId = model.Table(session).OwnIdOf(document);
                var text = Text(id);
                if (!id.Equals(failure.Id) && !ownId.Equals(failure.Id) && text != Text(failure.Id)) continue;
                var held = document is IRevisioned revisioned ? revisioned.Version : 0;
                return new StaleDocumentException(session.DocumentStore, tenant, model.Type, ownId, held, stored.TryGetValue((i, text), out var now) ? now : null);
            }
        }

        return null;
    }

    private static bool IsNamed(Type type, string name) => name == type.FullName || name == type.Name;

    // ids of several types come in one result
    private static string Text(object? id) => Convert.ToString(id, CultureInfo.InvariantCulture) ?? "";

    private readonly record struct Watched(DocumentModel Model, object Document, string TenantId);
}
