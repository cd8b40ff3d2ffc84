namespace AdvancedAlchemy.Marten;

/// <summary>Version 1's time in an order that sorts: version 6 of RFC 9562, section 5.6.</summary>
/// <remarks>
/// <para>
/// 60 bits of 100 nanosecond steps since 15 October 1582, 14 bits of clock sequence and 48 of node, the last two random for each
/// id as the RFC recommends, with the multicast bit set so that no network card can have the same node. Within the process every
/// id is greater than all made before it, on any thread, also while the system clock steps back; no lock is taken. More than ten
/// million ids a second run ahead of the clock.
/// </para>
/// <para>For systems that have version 1 or 6 already. New ones should take <see cref="UuidV7"/>, as the RFC says.</para>
/// </remarks>
public readonly struct UuidV6 : IIdGenerator<Guid>
{
    private const ulong MulticastNode = 0x0000_0100_0000_0000;

    private static readonly UuidV6Clock Clock = new(TimeProvider.System);

    /// <summary>Makes a UUID greater than every one this process made before. Safe for any number of threads; allocates nothing.</summary>
    /// <returns>A version 6 UUID.</returns>
    public static Guid NewId() => Create(Clock);

    /// <summary>Reads back when a version 6 UUID was made, by whatever program.</summary>
    /// <param name="id">A version 6 UUID.</param>
    /// <returns>The time in UTC, in steps of 100 nanoseconds.</returns>
    /// <exception cref="ArgumentException">The UUID is not of version 6.</exception>
    public static DateTimeOffset GetTimestamp(Guid id)
    {
        var high = UuidLayout.HighHalf(id, 6);
        return UuidV6Clock.Epoch.AddTicks((long)(((high >> 16) << 12) | (high & 0xFFF)));
    }

    internal static Guid Create(UuidV6Clock clock) => Create(clock.Next(), RandomBits.Next() | MulticastNode);

    /// <summary>Lays out the time (60 bits) around the version, then clock sequence (14 bits) and node (48 bits).</summary>
    internal static Guid Create(ulong steps, ulong sequenceAndNode)
    {
        var high = ((steps >> 12) << 16) | (steps & 0xFFF);
        return UuidLayout.Combine(UuidLayout.WithVersion(high, 6), UuidLayout.WithVariant(sequenceAndNode));
    }
}
