using System.Data.Common;
using Marten.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Takes the ids of deleted documents out of the owners that have them. Copies of the owners held elsewhere become stale.</summary>
internal sealed class LinkCascade(SessionState state, LinkRows rows, IReadOnlyList<object> ids, LinkTouch? touch) : SaveOperation(state)
{
    public override Type DocumentType => rows.Link.OwnerType;

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    protected override void Configure(ICommandBuilder builder)
    {
        string[] key = rows.Owner.IsTenanted ? ["tenant_id", "id"] : ["id"];
        var same = string.Join(" and ", key.Select(c => $"d.{c} = hit.{c}"));
        var columns = string.Join(", ", key.Select(c => $"d.{c}"));

        // Locked in one order, so that two cascades over the same owners do not wait for each other in a circle. By key and
        // not by ctid: of a row that another session has just changed, it is the new version that must lose the id.
        builder.Append($"with found as (select {columns} from ");
        rows.AppendSource(builder, ids);
        builder.Append($" join {rows.Owner.Name} as d on ");
        rows.AppendCondition(builder);
        builder.Append($"), hit as (select {columns} from {rows.Owner.Name} as d where ({columns}) in (select {string.Join(", ", key)} from found) order by {columns} for no key update) ");
        builder.Append($"update {rows.Owner.Name} as d set data = ");
        touch?.AppendStart(builder);
        builder.Append($"jsonb_set(d.data, {rows.Path}, ");
        AppendRest(builder);
        builder.Append(")");
        touch?.AppendEnd(builder);
        builder.Append($"{Metadata(rows.Owner.Mapping)} from hit where {same} returning 1");
    }

    private void AppendRest(ICommandBuilder builder)
    {
        if (!rows.Link.IsList)
        {
            // of a row that got another id meanwhile, that one stays
            builder.Append($"case when {rows.Value} = any(");
            AppendIds(builder);
            builder.Append($") then 'null' else {rows.Value} end");
            return;
        }

        builder.Append($"coalesce((select jsonb_agg(e.value order by e.ordinality) from jsonb_array_elements({rows.Value}) with ordinality as e where e.value <> all(");
        AppendIds(builder);
        builder.Append(")), '[]'::jsonb)");
    }

    private void AppendIds(ICommandBuilder builder)
    {
        builder.AppendParameter(ids.Select(LinkIds.Json).ToArray());
        builder.Append("::text[]::jsonb[]");
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
