using System.Data.Common;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Refuses the deletion of documents that others link to.</summary>
internal sealed class LinkRestriction(SessionState state, LinkRows rows, IReadOnlyList<object> ids) : SaveOperation(state)
{
    public override Type DocumentType => rows.Link.OwnerType;

    public override async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        List<string> linked = [];
        while (await reader.ReadAsync(token).ConfigureAwait(false))
        {
            if (IsCurrent) linked.Add(reader.GetString(0));
        }

        if (linked.Count > 0) exceptions.Add(new LinkedDocumentException(rows.Link, [.. ids.Where(id => linked.Contains(LinkIds.Key(rows.Link, id)))]));
    }

    protected override void Configure(ICommandBuilder builder)
    {
        builder.Append("select k.key from ");
        rows.AppendSource(builder, ids);
        builder.Append($" where exists (select from {rows.Owner.Name} as d where ");
        rows.AppendCondition(builder);
        builder.Append(")");
    }
}
