using System.Data.Common;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Keeps the slug that a document loses; the one that it gets is nobody's old one any more.</summary>
internal sealed class OldSlugWrite(SessionState state, OldSlugTable table, string tenantId, string id, string json, string currentId) : SaveOperation(state)
{
    public override Type DocumentType => typeof(OldSlug);

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    protected override void Configure(ICommandBuilder builder)
    {
        builder.Append($"with taken as (delete from {table.Name} where id = ");
        builder.AppendParameter(currentId);
        if (table.IsTenanted)
        {
            builder.Append(" and tenant_id = ");
            builder.AppendParameter(tenantId);
        }

        builder.Append($") insert into {table.Name} (id, data{(table.IsTenanted ? ", tenant_id" : "")}) values (");
        builder.AppendParameter(id);
        builder.Append(", ");
        builder.AppendParameter(json);
        builder.Append("::jsonb");
        if (table.IsTenanted)
        {
            builder.Append(", ");
            builder.AppendParameter(tenantId);
        }

        builder.Append($") on conflict ({(table.IsTenanted ? "tenant_id, id" : "id")}) do update set data = excluded.data returning 1");
    }
}
