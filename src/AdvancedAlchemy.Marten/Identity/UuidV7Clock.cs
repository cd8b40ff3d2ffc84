namespace AdvancedAlchemy.Marten;

/// <summary>Readings that only ever rise: milliseconds since 1970 in the upper 48 bits, the order within one in the lower 16.</summary>
internal sealed class UuidV7Clock(TimeProvider time)
{
    // 10,000 ticks of 100 ns in a millisecond, six ids for each: 60 million ids a second before the count runs ahead of the clock
    private const int IdsPerTick = 6;

    private ulong last;

    public ulong Next()
    {
        var now = Now();
        var seen = Volatile.Read(ref last);
        while (true)
        {
            // a full count carries into the millisecond, which RFC 9562 section 6.2 allows
            var next = now > seen ? now : seen + 1;
            var found = Interlocked.CompareExchange(ref last, next, seen);
            if (found == seen) return next;
            seen = found;
        }
    }

    private ulong Now()
    {
        var ticks = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks;
        if (ticks <= 0) return 0;
        var (milliseconds, rest) = Math.DivRem((ulong)ticks, TimeSpan.TicksPerMillisecond);
        return (milliseconds << 16) | (rest * IdsPerTick);
    }
}
