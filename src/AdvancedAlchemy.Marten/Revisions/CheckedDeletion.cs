using System.Data.Common;
using JasperFx;
using Weasel.Core;
using Weasel.Storage;
using IStorageOperation = Weasel.Storage.IStorageOperation;

namespace AdvancedAlchemy.Marten;

/// <summary>Deletes a document only at the revision that the caller holds.</summary>
internal sealed class CheckedDeletion(DocumentModel model, DocumentTable table, IRevisioned document, string tenantId, SessionState state) : IStorageOperation
{
    public DocumentModel Model { get; } = model;

    public object Document { get; } = document;

    public string TenantId { get; } = tenantId;

    public Type DocumentType => Model.Type;

    public OperationRole Role() => OperationRole.Deletion;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        builder.Append(table.IsSoftDeleted
            ? $"update {table.Name} set mt_deleted = true, mt_deleted_at = now(), mt_version = mt_version + 1 where mt_deleted = false and id = "
            : $"delete from {table.Name} where id = ");
        builder.AppendParameter(table.IdOf(Document));
        if (session.Concurrency == ConcurrencyChecks.Enabled)
        {
            builder.Append(" and mt_version = ");
            builder.AppendParameter(document.Version);
        }

        if (table.IsTenanted)
        {
            builder.Append(" and tenant_id = ");
            builder.AppendParameter(TenantId);
        }

        builder.Append(" returning mt_version::integer");
    }

    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (!await reader.ReadAsync(token).ConfigureAwait(false)) exceptions.Add(new ConcurrencyException(Model.Type, table.IdOf(Document)));
        else if (table.IsSoftDeleted) state.Reached(document, reader.GetInt32(0));
    }
}
