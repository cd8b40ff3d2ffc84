using System.Collections.Concurrent;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Execution;

/// <summary>Keeps the plans of the shapes seen lately. Shapes are compared in full; the hash only finds the candidates.</summary>
internal sealed class PlanCache(int capacity = 2000)
{
    private readonly ConcurrentDictionary<int, QueryPlan[]> _plans = new();
    private readonly Lock _lock = new();
    private long _clock;
    private long _hits;
    private long _misses;
    private int _count;

    internal long Hits => Interlocked.Read(ref _hits);

    internal long Misses => Interlocked.Read(ref _misses);

    internal int Count => Volatile.Read(ref _count);

    internal QueryPlan? Find(int hash, ReadOnlySpan<ShapeToken> shape, object?[] values)
    {
        if (_plans.TryGetValue(hash, out var candidates))
        {
            foreach (var plan in candidates)
            {
                if (!plan.Fits(shape, values)) continue;
                Volatile.Write(ref plan.LastUsed, Interlocked.Increment(ref _clock));
                Interlocked.Increment(ref _hits);
                return plan;
            }
        }

        Interlocked.Increment(ref _misses);
        return null;
    }

    internal void Add(int hash, QueryPlan plan)
    {
        lock (_lock)
        {
            plan.LastUsed = Interlocked.Increment(ref _clock);
            _plans[hash] = _plans.TryGetValue(hash, out var others) ? [.. others, plan] : [plan];
            if (++_count > capacity) Evict();
        }
    }

    // A quarter at once, so that a cache that is always full does not sort itself on every miss.
    private void Evict()
    {
        var uses = _plans.Values.SelectMany(p => p).Select(p => p.LastUsed).Order().ToArray();
        var limit = uses[uses.Length / 4];
        foreach (var (hash, plans) in _plans)
        {
            QueryPlan[] kept = [.. plans.Where(p => p.LastUsed > limit)];
            _count -= plans.Length - kept.Length;
            if (kept.Length == 0) _plans.TryRemove(hash, out _);
            else _plans[hash] = kept;
        }
    }
}
