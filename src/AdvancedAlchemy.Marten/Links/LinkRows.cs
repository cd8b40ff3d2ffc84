using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>The rows of owners that link to certain targets.</summary>
internal sealed record LinkRows(LinkDefinition Link, DocumentTable Owner, DocumentTable Target, string Tenant)
{
    private string Key => "'" + Owner.KeyOf(Link.Member).Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>The list in the body, as jsonb.</summary>
    public string List => $"(d.data -> {Key})";

    public string Path => $"array[{Key}]";

    /// <summary><c>from table as d, the ids</c>: one index look-up for each id.</summary>
    public void AppendSource(ICommandBuilder builder, IReadOnlyList<object> ids)
    {
        builder.Append("unnest(");
        builder.AppendParameter(ids.Select(LinkIds.ListOf).ToArray());
        builder.Append("::text[]) as k(list)");
    }

    public void AppendCondition(ICommandBuilder builder)
    {
        builder.Append($"{Link.Locator} @> k.list::jsonb");
        if (!Owner.IsTenanted || !Target.IsTenanted) return;
        builder.Append(" and d.tenant_id = ");
        builder.AppendParameter(Tenant);
    }
}
