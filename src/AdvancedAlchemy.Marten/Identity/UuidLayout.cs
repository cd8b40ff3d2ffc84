using System.Buffers.Binary;

namespace AdvancedAlchemy.Marten;

/// <summary>The bits that every RFC 9562 UUID shares, seen as two big-endian halves.</summary>
internal static class UuidLayout
{
    public static ulong WithVersion(ulong high, int version) => (high & 0xFFFF_FFFF_FFFF_0FFF) | ((ulong)version << 12);

    public static ulong WithVariant(ulong low) => (low & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000;

    public static Guid Combine(ulong high, ulong low)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, high);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], low);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The first half of a UUID that must have the given version, else a clear error.</summary>
    public static ulong HighHalf(Guid id, int version)
    {
        if (id.Version != version || (id.Variant & 0b1100) != 0b1000)
            throw new ArgumentException($"The UUID {id} carries no time of version {version}: its version is {id.Version}.", nameof(id));
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
