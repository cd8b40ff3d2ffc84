using System.Data.Common;
using JasperFx;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>
/// Counts a soft deletion as a change: Marten leaves the revision of a row as it is when it marks the row, so that a copy read before
/// would pass for current, and storing it would bring the document back.
/// </summary>
internal sealed class SoftDeletionMark(SessionState state, DocumentTable table, object id, object? document, string tenantId) : SaveOperation(state)
{
    private readonly SessionState _state = state;

    public override Type DocumentType => table.Mapping.DocumentType;

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        if (await reader.ReadAsync(token).ConfigureAwait(false) && IsCurrent && document is IRevisioned deleted) _state.Reached(deleted, reader.GetInt32(0));
    }

    protected override void Configure(ICommandBuilder builder)
    {
        // The deletion has run before; one that was a hard one leaves nothing to count.
        builder.Append($"update {table.Name} set mt_version = mt_version + 1 where mt_deleted and id = ");
        builder.AppendParameter(id);
        if (table.IsTenanted)
        {
            builder.Append(" and tenant_id = ");
            builder.AppendParameter(tenantId);
        }

        builder.Append(" returning mt_version::integer");
    }
}
