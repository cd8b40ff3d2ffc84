using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Execution;

/// <summary>The session's tenant.</summary>
internal sealed class TenantBinder : ParameterBinder
{
    internal override NpgsqlParameter Bind(object?[] values, string tenantId) =>
        new NpgsqlParameter<string> { TypedValue = tenantId, NpgsqlDbType = NpgsqlDbType.Text };
}
