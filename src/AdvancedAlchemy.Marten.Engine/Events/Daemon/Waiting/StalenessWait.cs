using System.Globalization;
using System.Text;

namespace Marten.Engine.Events.Daemon;

/// <summary>Waits until shards have got as far as the events went when it began, wherever they run.</summary>
internal static class StalenessWait
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(100);

    /// <exception cref="TimeoutException">They have not.</exception>
    internal static async Task RunAsync(DocumentStore store, IEnumerable<Shard> shards, TimeSpan timeout, CancellationToken token)
    {
        var missing = shards.Select(s => s.Name.Identity).ToHashSet(StringComparer.Ordinal);
        if (missing.Count == 0) return;
        var progress = new ProgressRows(store);
        var sequence = await progress.LastSequenceAsync(token).ConfigureAwait(false);
        if (sequence == 0) return;
        var deadline = TimeProvider.System.GetTimestamp();
        for (var pause = Shortest; ; pause = pause * 2 < Longest ? pause * 2 : Longest)
        {
            var rows = await progress.ReadAllAsync(token).ConfigureAwait(false);
            if (missing.All(m => rows.Any(r => r.ShardName == m && r.Sequence >= sequence))) return;
            if (TimeProvider.System.GetElapsedTime(deadline) >= timeout) throw new TimeoutException(Message(sequence, missing, rows));
            await Task.Delay(pause, token).ConfigureAwait(false);
        }
    }

    private static string Message(long sequence, IEnumerable<string> shards, IReadOnlyList<JasperFx.Events.Projections.ShardState> rows)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"The projections timed out before reaching the initial sequence of {sequence}").AppendLine();
        foreach (var name in rows.Select(r => r.ShardName).Union(shards, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {name,-50} | {rows.FirstOrDefault(r => r.ShardName == name)?.Sequence ?? 0,20} |").AppendLine();
        }

        return text.ToString();
    }
}
