namespace AdvancedAlchemy.Marten;

/// <summary>Readings that only ever rise, in steps of 100 nanoseconds since the Gregorian calendar began.</summary>
internal sealed class UuidV6Clock(TimeProvider time)
{
    public static readonly DateTimeOffset Epoch = new(1582, 10, 15, 0, 0, 0, TimeSpan.Zero);

    private long last;

    public ulong Next()
    {
        // 60 bits last until the year 5236
        var now = Math.Clamp((time.GetUtcNow() - Epoch).Ticks, 0, 1L << 60);
        var seen = Volatile.Read(ref last);
        while (true)
        {
            var next = now > seen ? now : seen + 1;
            if (next >= 1L << 60)
                throw new InvalidOperationException("A version 6 UUID cannot hold a time after the year 5236: check the system clock.");
            var found = Interlocked.CompareExchange(ref last, next, seen);
            if (found == seen) return (ulong)next;
            seen = found;
        }
    }
}
