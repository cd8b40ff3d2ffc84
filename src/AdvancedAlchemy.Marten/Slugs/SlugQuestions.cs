using System.Data.Common;
using System.Globalization;
using System.Text;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Asks for the slugs that documents have and the ones that are free, in one round trip.</summary>
internal sealed class SlugQuestions(List<SlugBatch> batches)
{
    // without jit: compiling takes a hundred times as long as looking; that it stays off for the rest of the transaction harms nobody
    // each statement after the locks sees what was committed while it waited
    private const string Start = "set local jit = off; select current_setting('transaction_isolation') <> 'read committed', pg_backend_pid() || '/' || extract(epoch from transaction_timestamp()); select pg_advisory_xact_lock(key) from unnest(@locks) as key";

    /// <summary>Takes the locks and asks.</summary>
    /// <returns>Whether the transaction has a snapshot that is older than the locks, and what tells it from every other.</returns>
    public async Task<(bool IsIsolated, string Transaction)> AskAsync(IDocumentSession session, CancellationToken token)
    {
        using var command = Command(Start, own: true);
        SortedSet<long> locks = [];
        foreach (var batch in batches) batch.AddLocks(locks);
        command.Parameters.AddWithValue("locks", locks.ToArray());

        var reader = await session.ExecuteReaderAsync(command, token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            var isolated = reader.GetBoolean(0) && locks.Count > 0;
            var transaction = reader.GetString(1);
            await reader.NextResultAsync(token).ConfigureAwait(false);
            foreach (var batch in batches)
            {
                if (batch.Own.Asks)
                {
                    await reader.NextResultAsync(token).ConfigureAwait(false);
                    await batch.Own.ReadAsync(reader, token).ConfigureAwait(false);
                }

                if (!batch.Searches) continue;
                await reader.NextResultAsync(token).ConfigureAwait(false);
                batch.Found(await ReadAsync(reader, token).ConfigureAwait(false));
            }

            return (isolated, transaction);
        }
    }

    /// <summary>Asks for free slugs again where everything that is committed can be seen.</summary>
    public async Task AskOutsideAsync(NpgsqlConnection outside, CancellationToken token)
    {
        await outside.OpenAsync(token).ConfigureAwait(false);
        using var command = Command("select 1", own: false);
        command.Connection = outside;
        var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            foreach (var batch in batches.Where(b => b.Searches))
            {
                await reader.NextResultAsync(token).ConfigureAwait(false);
                batch.Found(await ReadAsync(reader, token).ConfigureAwait(false));
            }
        }
    }

    private NpgsqlCommand Command(string start, bool own)
    {
        StringBuilder sql = new(start);
        NpgsqlCommand command = new();
        for (var i = 0; i < batches.Count; i++)
        {
            var batch = batches[i];
            var suffix = i.ToString(CultureInfo.InvariantCulture);
            if (own && batch.Own.Asks)
            {
                sql.Append(";\n").Append(batch.Own.Sql(suffix));
                batch.Own.AddParameters(command.Parameters, suffix);
                if (!batch.Searches) command.Parameters.AddWithValue("t" + suffix, batch.Key.TenantId);
            }

            if (!batch.Searches) continue;
            sql.Append(";\n").Append(batch.Table.Search.Sql(suffix, batch.Key.WithinNull));
            batch.AddParameters(command.Parameters, suffix);
        }

        command.CommandText = sql.ToString();
        return command;
    }

    private static async Task<List<(int Index, long Number)>> ReadAsync(DbDataReader reader, CancellationToken token)
    {
        List<(int, long)> free = [];
        while (await reader.ReadAsync(token).ConfigureAwait(false)) free.Add(SlugSearch.Read(reader.GetInt64(0)));
        return free;
    }
}
