using JasperFx.MultiTenancy;
using Npgsql;

namespace Marten.Engine;

internal sealed partial class EngineDatabase
{
    internal async Task DeleteTenantAsync(string tenantId, CancellationToken token)
    {
        var existing = (await DocumentTablesAsync(token).ConfigureAwait(false)).ToHashSet();
        await using var connection = await OpenAsync(token).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var mapping in Options.Mappings.All.Where(m => m.TenancyStyle == TenancyStyle.Conjoined && existing.Contains(NameOf(m))))
        {
            var command = new NpgsqlBatchCommand($"delete from {mapping.TableName.QualifiedName} where tenant_id = $1");
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = tenantId });
            batch.BatchCommands.Add(command);
        }

        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(token).ConfigureAwait(false);
    }
}
