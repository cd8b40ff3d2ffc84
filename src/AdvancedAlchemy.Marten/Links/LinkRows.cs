using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>The rows of owners that link to certain targets.</summary>
internal sealed record LinkRows(LinkDefinition Link, DocumentTable Owner, DocumentTable Target, string Tenant)
{
    private string Key => Quoted(Owner.KeyOf(Link.Member));

    /// <summary>The list or the id in the body, as jsonb.</summary>
    public string Value => $"(d.data -> {Key})";

    public string Path => $"array[{Key}]";

    /// <summary>How to find one of the ids in an owner; served by the index of the link.</summary>
    public string Match => Link.IsList ? $"{Link.Locator} @> k.key::jsonb" : $"({Link.Locator}) = k.id";

    /// <summary><c>the ids as k</c>: one index look-up for each.</summary>
    public void AppendSource(ICommandBuilder builder, IReadOnlyList<object> ids)
    {
        builder.Append("unnest(");
        builder.AppendParameter(ids.Select(id => LinkIds.Key(Link, id)).ToArray());
        builder.Append("::text[], ");
        builder.AppendParameter(Target.ArrayOf(ids));
        builder.Append(") as k(key, id)");
    }

    /// <summary>For owners that link to targets that are gone; a target that was only marked as deleted is not.</summary>
    public void AppendCondition(ICommandBuilder builder)
    {
        builder.Append(Match);
        if (Owner.IsTenanted && Target.IsTenanted)
        {
            builder.Append(" and d.tenant_id = ");
            builder.AppendParameter(Tenant);
        }

        if (!Target.IsSoftDeleted) return;
        builder.Append($" and not exists (select from {Target.Name} as t where t.id = k.id");
        if (Target.IsTenanted)
        {
            builder.Append(" and t.tenant_id = ");
            builder.AppendParameter(Tenant);
        }

        builder.Append(")");
    }

    public static string Quoted(string key) => "'" + key.Replace("'", "''", StringComparison.Ordinal) + "'";
}
