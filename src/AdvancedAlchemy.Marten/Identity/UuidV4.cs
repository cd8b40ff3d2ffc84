namespace AdvancedAlchemy.Marten;

/// <summary>Random UUIDs: version 4 of RFC 9562, section 5.4. 122 bits from the operating system's secure random source.</summary>
/// <remarks>
/// They tell nothing about when or where they were made, and nobody can guess one from another. New rows land at random places of
/// the primary key's index, which costs writes on large tables; <see cref="UuidV7"/> avoids that where the time of creation is no secret.
/// </remarks>
public readonly struct UuidV4 : IIdGenerator<Guid>
{
    /// <summary>Makes a random UUID. Safe for any number of threads; allocates nothing.</summary>
    /// <returns>A version 4 UUID.</returns>
    public static Guid NewId() => Create(RandomBits.Next(), RandomBits.Next());

    internal static Guid Create(ulong high, ulong low) =>
        UuidLayout.Combine(UuidLayout.WithVersion(high, 4), UuidLayout.WithVariant(low));
}
