using Marten;

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
        var connection = session.Database.CreateConnection();
        await using (connection.ConfigureAwait(false))
        {
            var (next, _) = await HiloBlocks.TakeAsync(session, table, without.Length, connection, token).ConfigureAwait(false);
            foreach (var document in without) numbers.Set(document, next++);
        }
    }
}
