using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>Numbers of a type's HiLo sequence, taken in whole blocks and handed out one by one.</summary>
/// <remarks>
/// Marten fetches a block over a connection of the store's pool, which a session that holds a lock must not wait for. These blocks
/// come over one of its own; the numbers of both never meet, because a block is given once.
/// </remarks>
internal sealed class NumberStock(DocumentTable table, NumberMember numbers)
{
    private readonly SemaphoreSlim _one = new(1);
    private long _next = 1;
    private long _last;

    /// <summary>Gives a number to each document without one.</summary>
    public async ValueTask AssignAsync<T>(IQuerySession session, IReadOnlyList<T> documents, CancellationToken token) where T : class
    {
        var count = documents.Count(d => numbers.Get(d) == 0);
        if (count == 0) return;
        await _one.WaitAsync(token).ConfigureAwait(false);
        try
        {
            if (_last - _next + 1 < count)
            {
                var connection = SideConnection.ForStatement(session.Database);
                await using (connection.ConfigureAwait(false))
                {
                    (_next, _last) = await HiloBlocks.TakeAsync(session, table, count, connection, token).ConfigureAwait(false);
                }
            }

            foreach (var document in documents)
            {
                if (numbers.Get(document) == 0) numbers.Set(document, _next++);
            }
        }
        finally
        {
            _one.Release();
        }
    }
}
