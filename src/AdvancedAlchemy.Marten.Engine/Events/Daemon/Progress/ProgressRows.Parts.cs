using JasperFx.Events.Projections;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Events.Daemon;

internal sealed partial class ProgressRows
{
    private static NpgsqlParameter NamesOf(IEnumerable<ShardName> shards) =>
        new NpgsqlParameter<string[]> { TypedValue = [.. shards.Select(s => s.Identity)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Varchar };

    // What ran by itself before it became a part has made documents, and effects, that are not to be made a second time.
    private async ValueTask<long?> ReachedByPartsAsync(Shard shard, CancellationToken token)
    {
        if (shard.Parts.Count == 0) return null;
        var rows = (await ReadAllAsync(token).ConfigureAwait(false)).ToDictionary(s => s.ShardName, s => s.Sequence, StringComparer.Ordinal);
        long?[] reached = [.. shard.Parts.Select(p => rows.TryGetValue(p.Identity, out var sequence) ? sequence : (long?)null)];
        if (Array.TrueForAll(reached, r => r is null)) return null;
        if (Array.TrueForAll(reached, r => r == reached[0]) && !await IsAnyInRebuildAsync(shard.Parts, token).ConfigureAwait(false)) return reached[0];
        throw new InvalidOperationException(
            $"The composite projection '{shard.Name.Name}' has never run, but parts of it have, and are not all at the same event with no rebuild open: "
            + string.Join(", ", shard.Parts.Zip(reached, (part, at) => $"{part.Identity} at {at?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}"))
            + $". Rebuild '{shard.Name.Name}' to have all of them begin anew");
    }

    private async ValueTask<bool> IsAnyInRebuildAsync(IEnumerable<ShardName> parts, CancellationToken token)
    {
        foreach (var part in parts)
        {
            if (await RebuildAsync(part, token).ConfigureAwait(false) > 0) return true;
        }

        return false;
    }
}
