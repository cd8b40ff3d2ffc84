using System.Data.Common;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Deletes the old slugs of a document that was deleted before in the batch; a soft deletion leaves its row and them.</summary>
internal sealed class OldSlugDrop(SessionState state, OldSlugTable table, string tenantId, object id) : SaveOperation(state)
{
    public override Type DocumentType => typeof(OldSlug);

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    protected override void Configure(ICommandBuilder builder)
    {
        var documents = table.Slugs.Table;
        builder.Append($"delete from {table.Name} where {table.Belonging}");
        builder.AppendParameter(OldSlugTable.Text(id));
        if (documents.IsTenanted)
        {
            builder.Append($" and {table.OfTenant}");
            builder.AppendParameter(tenantId);
        }

        builder.Append($" and not exists (select 1 from {documents.Name} as d where d.id = ");
        builder.AppendParameter(id);
        if (documents.IsTenanted)
        {
            builder.Append(" and d.tenant_id = ");
            builder.AppendParameter(tenantId);
        }

        builder.Append(") returning 1");
    }
}
