using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Whole blocks of a type's HiLo sequence.</summary>
internal static class HiloBlocks
{
    // Marten's arithmetic: block h has the numbers h * MaxLo + 1 to (h + 1) * MaxLo, and the row holds the last block given
    public static async Task<(long First, long Last)> TakeAsync(
        IQuerySession session, DocumentTable table, int count, NpgsqlConnection connection, CancellationToken token)
    {
        var settings = table.Mapping.HiloSettings;
        var blocks = (count + settings.MaxLo - 1) / settings.MaxLo;
        using NpgsqlCommandBuilder quoting = new();
        var hilo = quoting.QuoteIdentifier(session.DocumentStore.Options.DatabaseSchemaName) + ".mt_hilo";
        await connection.OpenAsync(token).ConfigureAwait(false);
        NpgsqlCommand command = new(
            $"insert into {hilo} as h (entity_name, hi_value) values ($1, $2 - 1) "
            + "on conflict (entity_name) do update set hi_value = h.hi_value + $2 returning hi_value",
            connection);
        await using (command.ConfigureAwait(false))
        {
            command.Parameters.AddWithValue(settings.SequenceName ?? table.Mapping.DocumentType.Name);
            command.Parameters.AddWithValue((long)blocks);
            var last = (long)(await command.ExecuteScalarAsync(token).ConfigureAwait(false))!;
            return (((last - blocks + 1) * settings.MaxLo) + 1, (last + 1) * settings.MaxLo);
        }
    }
}
