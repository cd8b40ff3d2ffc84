using Marten.Engine.Documents;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Sessions;

/// <summary>A command on the row with an id.</summary>
internal static class IdCommand
{
    internal static NpgsqlCommand For(DocumentStorage storage, QuerySession session, string select, object id, string end = "", bool ignoreTenant = false)
    {
        var byTenant = storage.IsTenanted && !ignoreTenant;
        var type = storage.TypeFilter is { } filter ? " and " + filter : "";
        var command = new NpgsqlCommand($"{select} from {storage.Table} as d where d.id = $1{(byTenant ? " and d.tenant_id = $2" : "")}{type}{end}");
        command.Parameters.Add(new NpgsqlParameter { Value = storage.StoredId(id) });
        if (byTenant) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = session.TenantId, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
