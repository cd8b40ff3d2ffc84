namespace AdvancedAlchemy.Marten;

/// <summary>UUIDs that sort by creation time: version 7 of RFC 9562, section 5.7, monotonic as in section 6.2.</summary>
/// <remarks>
/// <para>
/// 48 bits of Unix milliseconds, 16 bits that start at the fraction of the millisecond and count on, 58 random bits. Within the
/// process every id is greater than all made before it, on any thread, inside one millisecond, and also while the system clock
/// stands still or steps back (ids then stay at the latest time seen until the clock has caught up). Ids of different processes
/// sort by their clocks. No lock is taken.
/// </para>
/// <para>
/// "Greater" holds for the text form, PostgreSQL's <c>uuid</c> and <see cref="Guid.CompareTo(Guid)"/> alike. It does not hold for
/// <see cref="Guid.ToByteArray()"/>, whose first fields are little-endian.
/// </para>
/// <para>Whoever sees an id sees when it was made. Use <see cref="UuidV4"/> where that must stay unknown.</para>
/// </remarks>
public readonly struct UuidV7 : IIdGenerator<Guid>
{
    private static readonly UuidV7Clock Clock = new(TimeProvider.System);

    /// <summary>Makes a UUID greater than every one this process made before. Safe for any number of threads; allocates nothing.</summary>
    /// <returns>A version 7 UUID.</returns>
    public static Guid NewId() => Create(Clock.Next(), RandomBits.Next());

    /// <summary>Reads back when a version 7 UUID was made, by whatever program.</summary>
    /// <param name="id">A version 7 UUID.</param>
    /// <returns>The time in UTC, in whole milliseconds.</returns>
    /// <exception cref="ArgumentException">The UUID is not of version 7, or its time is after the year 9999.</exception>
    public static DateTimeOffset GetTimestamp(Guid id)
    {
        var milliseconds = (long)(UuidLayout.HighHalf(id, 7) >> 16);
        return milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : throw new ArgumentException($"The time in the UUID {id} is after the year 9999.", nameof(id));
    }

    internal static Guid Create(UuidV7Clock clock) => Create(clock.Next(), RandomBits.Next());

    /// <summary>Lays out one reading (48 bits of milliseconds, 16 bits of order within them) and the random rest.</summary>
    internal static Guid Create(ulong reading, ulong random)
    {
        // the order's first 12 bits are RFC 9562's rand_a; its last 4 lead rand_b, so that both halves sort
        var high = (reading & ~0xFFFFUL) | ((reading & 0xFFFF) >> 4);
        var low = ((reading & 0xF) << 58) | (random >> 6);
        return UuidLayout.Combine(UuidLayout.WithVersion(high, 7), UuidLayout.WithVariant(low));
    }
}
