using JasperFx.MultiTenancy;
using Npgsql;

namespace Marten.Engine;

internal sealed partial class EngineDatabase
{
    internal async Task DeleteTenantAsync(string tenantId, CancellationToken token)
    {
        var existing = (await DocumentTablesAsync(token).ConfigureAwait(false)).ToHashSet();
        string[] tables =
        [
            .. Options.Mappings.All.Where(m => m.TenancyStyle == TenancyStyle.Conjoined && existing.Contains(NameOf(m))).Select(m => NameOf(m).Quoted).Distinct(),
        ];
        if (DeleteSql(tables, " where tenant_id = $1") is not { } sql) return;
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        Changed();
    }
}
