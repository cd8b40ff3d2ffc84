namespace Orders.Load;

/// <summary>How many events are still to be appended, by whoever takes them first.</summary>
internal sealed class EventBudget(int events)
{
    private int _left = events;

    /// <summary>Takes as many as there are, up to <paramref name="wanted"/>.</summary>
    internal int Take(int wanted)
    {
        while (true)
        {
            var left = Volatile.Read(ref _left);
            var taken = Math.Min(left, wanted);
            if (taken == 0 || Interlocked.CompareExchange(ref _left, left - taken, left) == left) return taken;
        }
    }
}
