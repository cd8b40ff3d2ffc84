using System.Runtime.CompilerServices;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

internal sealed partial class PreparedQuery<TRow>
{
    /// <summary>The rows one by one, while the connection is held.</summary>
    internal IAsyncEnumerable<TRow> StreamAsync(CancellationToken token)
    {
        var rows = RowsAsync(token);
        return before is null ? rows : StreamAfterAsync(before, rows, token);
    }

    private IAsyncEnumerable<TRow> RowsAsync(CancellationToken token)
    {
        if (!_isLater) return session.StreamAsync(storage, plan.Touches, CreateCommand(), NextAsync, Read, token);
        TRow current = default!;
        return session.StreamAsync(storage, plan.Touches, CreateCommand(), ReadNextAsync, _ => current, token);

        async ValueTask<bool> ReadNextAsync(NpgsqlDataReader reader, CancellationToken token)
        {
            if (!await NextAsync(reader, token).ConfigureAwait(false)) return false;
            current = await ReadAsync(reader, token).ConfigureAwait(false);
            return true;
        }
    }

    private static async IAsyncEnumerable<TRow> StreamAfterAsync(
        Func<CancellationToken, Task> wait, IAsyncEnumerable<TRow> rows, [EnumeratorCancellation] CancellationToken token)
    {
        await wait(token).ConfigureAwait(false);
        await foreach (var row in rows.ConfigureAwait(false)) yield return row;
    }
}
