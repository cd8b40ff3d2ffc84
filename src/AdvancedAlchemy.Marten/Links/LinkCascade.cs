using System.Data.Common;
using Marten.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Takes the ids of deleted documents out of the lists they are in. Copies of the owners held elsewhere become stale.</summary>
internal sealed class LinkCascade(SessionState state, LinkRows rows, IReadOnlyList<object> ids) : SaveOperation(state)
{
    public override Type DocumentType => rows.Link.OwnerType;

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    protected override void Configure(ICommandBuilder builder)
    {
        var key = rows.Owner.IsTenanted ? "tenant_id, id" : "id";

        // By key and not by ctid: of a row that another session has just changed, it is the new version that must lose the id.
        builder.Append($"with hit as (select distinct {string.Join(", ", key.Split(", ").Select(c => "d." + c))} from ");
        rows.AppendSource(builder, ids);
        builder.Append($" join {rows.Owner.Name} as d on ");
        rows.AppendCondition(builder);
        builder.Append($") update {rows.Owner.Name} as d set data = jsonb_set(d.data, {rows.Path}, ");
        builder.Append($"coalesce((select jsonb_agg(e.value order by e.ordinality) from jsonb_array_elements({rows.List}) with ordinality as e where e.value <> all(");
        builder.AppendParameter(ids.Select(LinkIds.Json).ToArray());
        builder.Append($"::text[]::jsonb[])), '[]'::jsonb)){Metadata(rows.Owner.Mapping)} from hit where {string.Join(" and ", key.Split(", ").Select(c => $"d.{c} = hit.{c}"))} returning 1");
    }

    private static string Metadata(DocumentMapping mapping)
    {
        var sets = "";
        if (mapping.Metadata.LastModified.Enabled) sets += ", mt_last_modified = transaction_timestamp()";
        if (mapping.UseNumericRevisions) sets += ", mt_version = d.mt_version + 1";
        else if (mapping.Metadata.Version.Enabled) sets += ", mt_version = gen_random_uuid()";
        return sets;
    }
}
