using System.Data.Common;
using Weasel.Core;

namespace AdvancedAlchemy.Marten;

/// <summary>Counts what a <c>DeleteWhere</c> has soft-deleted as changed, for the reason that <see cref="SoftDeletionMark"/> has.</summary>
/// <remarks>
/// Marten writes the time of the transaction, by which the rows are known again. One that another transaction of the very same
/// microsecond has deleted would be counted once more; nobody can hold a copy of it that is still good.
/// </remarks>
internal sealed class SoftDeletionsMark(SessionState state, DocumentTable table) : SaveOperation(state)
{
    private readonly List<object> _ids = [];
    private readonly List<string> _tenants = [];

    public override Type DocumentType => table.Mapping.DocumentType;

    /// <summary>Leaves out a document whose deletion is counted by itself.</summary>
    public void Except(object id, string tenantId)
    {
        _ids.Add(id);
        _tenants.Add(tenantId);
    }

    public override Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token) => Task.CompletedTask;

    protected override void Configure(ICommandBuilder builder)
    {
        builder.Append($"update {table.Name} as d set mt_version = d.mt_version + 1 where d.mt_deleted and d.mt_deleted_at = transaction_timestamp()");
        if (_ids.Count > 0) AppendExceptions(builder);
        builder.Append(" returning 1");
    }

    private void AppendExceptions(ICommandBuilder builder)
    {
        builder.Append(" and not exists (select from unnest(");
        builder.AppendParameter(table.ArrayOf(_ids));
        builder.Append(", ");
        builder.AppendParameter(_tenants.ToArray());
        builder.Append($"::text[]) as k(id, tenant) where k.id = d.id{(table.IsTenanted ? " and k.tenant = d.tenant_id" : "")})");
    }
}
