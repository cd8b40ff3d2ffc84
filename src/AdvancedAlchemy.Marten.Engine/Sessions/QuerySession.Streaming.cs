using System.Runtime.CompilerServices;
using Marten.Engine.Linq.Tables;
using Marten.Exceptions;
using Npgsql;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    /// <summary>Reads rows as they are asked for; the connection is busy until the last of them, or until the caller stops.</summary>
    internal async IAsyncEnumerable<T> StreamAsync<T>(
        QueriedTable? storage, QueriedTable[] others, NpgsqlCommand command, Func<NpgsqlDataReader, CancellationToken, ValueTask<bool>> next,
        Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken token, bool mayLinger = false)
    {
        if (!AreReady(storage, others)) await EnsureAsync(storage, others, token).ConfigureAwait(false);
        Interlocked.Increment(ref _requests);
        await using var lease = await Core.Connection.RentAsync(token, forStream: true).ConfigureAwait(false);
        Prepare(command, lease.Connection);
        Logger.OnBeforeExecute(command);
        try
        {
            await using var reader = await Guarded(command, command.ExecuteReaderAsync(token)).ConfigureAwait(false);
            while (await Guarded(command, next(reader, token).AsTask()).ConfigureAwait(false))
            {
                yield return read(reader);

                // Rows that have arrived already are read without a look at the token.
                token.ThrowIfCancellationRequested();
            }

            Logger.LogSuccess(command);
        }
        finally
        {
            if (mayLinger) await Core.Connection.LingeredAsync(lease).ConfigureAwait(false);
        }
    }

    private async Task<T> Guarded<T>(NpgsqlCommand command, Task<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (NpgsqlException e)
        {
            Logger.LogFailure(command, e);
            throw new MartenCommandException(command, e);
        }
    }
}
