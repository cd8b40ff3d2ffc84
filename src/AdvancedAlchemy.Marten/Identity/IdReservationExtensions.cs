using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Numbers for many documents at once.</summary>
public static class IdReservationExtensions
{
    /// <summary>Gives each document without an id the next numbers of its HiLo sequence, all in one round trip, in the order given.</summary>
    /// <remarks>
    /// <c>Store</c> fetches ids as it needs them; an <see cref="IdentityDocument"/> needs a round trip for each. Call this before
    /// storing many. The numbers are taken at once, outside any transaction, and are not given back when the save fails.
    /// </remarks>
    /// <typeparam name="T">The documents' type, with an id of type <c>long</c> or <c>int</c>.</typeparam>
    /// <param name="session">Any session of the store.</param>
    /// <param name="documents">The documents; those with an id are left alone.</param>
    /// <param name="token">Gives up.</param>
    /// <exception cref="ArgumentNullException"><paramref name="session"/> or <paramref name="documents"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The ids of the type are not numbers.</exception>
    public static async Task ReserveIdsAsync<T>(this IQuerySession session, IEnumerable<T> documents, CancellationToken token = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(documents);
        var model = LayerOf.Session(session).Model(typeof(T));
        var table = model.Table(session);
        var numbers = table.Numbers ?? throw new InvalidOperationException(
            $"The ids of {typeof(T).Name} are of type {table.IdType.Name}. Only ids of type long and int come from a sequence.");
        var without = documents.Where(d => numbers.Get(d) == 0).ToArray();
        if (without.Length == 0) return;

        await session.Database.EnsureStorageExistsAsync(table.Mapping.DocumentType, token).ConfigureAwait(false);
        var next = await TakeAsync(session, table, without.Length, token).ConfigureAwait(false);
        foreach (var document in without) numbers.Set(document, next++);
    }

    // Marten's arithmetic: block h has the numbers h * MaxLo + 1 to (h + 1) * MaxLo, and the row holds the last block given
    private static async Task<long> TakeAsync(IQuerySession session, DocumentTable table, int count, CancellationToken token)
    {
        var settings = table.Mapping.HiloSettings;
        var blocks = (count + settings.MaxLo - 1) / settings.MaxLo;
        using NpgsqlCommandBuilder quoting = new();
        var hilo = quoting.QuoteIdentifier(session.DocumentStore.Options.DatabaseSchemaName) + ".mt_hilo";
        var connection = session.Database.CreateConnection();
        await using (connection.ConfigureAwait(false))
        {
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
                return ((last - blocks + 1) * settings.MaxLo) + 1;
            }
        }
    }
}
