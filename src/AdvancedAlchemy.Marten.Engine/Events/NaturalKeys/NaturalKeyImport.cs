using Npgsql;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>Gives the streams of an import the keys that their events set.</summary>
/// <param name="tables">The keys of the store.</param>
/// <param name="tenantId">Whose streams they are.</param>
/// <param name="batchSize">How many are claimed at once.</param>
internal sealed class NaturalKeyImport(IReadOnlyList<NaturalKeyTable> tables, string tenantId, int batchSize)
{
    private readonly Dictionary<object, NaturalKeyClaim>[] _claims = [.. tables.Select(_ => new Dictionary<object, NaturalKeyClaim>())];

    /// <summary>Remembers the keys that events set: the last of a stream counts.</summary>
    internal void Add(ReadOnlySpan<BulkEvent> events)
    {
        foreach (var row in events)
        {
            if (row.Stream.IsArchived) continue;
            for (var i = 0; i < tables.Count; i++)
            {
                if (tables[i].KeyOf(row.Event) is not { } key || row.Stream.Type is { } type && tables[i].Others.Contains(type)) continue;
                if (_claims[i].TryGetValue(row.Stream.Name, out var known) && known.Version > row.Version) continue;
                _claims[i][row.Stream.Name] = new NaturalKeyClaim(key, row.Stream.Name, tenantId, row.Version);
            }
        }
    }

    /// <exception cref="Exceptions.InvalidStreamOperationException">A key is another stream's.</exception>
    internal async Task ClaimAsync(NpgsqlConnection connection, CancellationToken token)
    {
        for (var i = 0; i < tables.Count; i++)
        {
            foreach (var batch in _claims[i].Values.Chunk(batchSize)) await ClaimAsync(connection, tables[i], batch, token).ConfigureAwait(false);
        }
    }

    // The streams are new: the only keys that are freed first are those of archived ones.
    private static async Task ClaimAsync(NpgsqlConnection connection, NaturalKeyTable table, NaturalKeyClaim[] claims, CancellationToken token)
    {
        await using (var release = Command(connection, table, table.Release, claims)) await release.ExecuteNonQueryAsync(token).ConfigureAwait(false);
        await using (var claim = Command(connection, table, table.ClaimFree, claims))
        {
            table.AddOthers(claim.Parameters);
            if (await claim.ExecuteNonQueryAsync(token).ConfigureAwait(false) == claims.Length) return;
        }

        await using var taken = Command(connection, table, table.Taken, claims);
        var stream = await taken.ExecuteScalarAsync(token).ConfigureAwait(false);
        throw NaturalKeyOperation.Taken(table, claims.Where(c => stream is null || stream.Equals(c.Stream)));
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, NaturalKeyTable table, string sql, NaturalKeyClaim[] claims)
    {
        var command = new NpgsqlCommand(sql, connection);
        table.AddParameters(command.Parameters, claims);
        return command;
    }
}
