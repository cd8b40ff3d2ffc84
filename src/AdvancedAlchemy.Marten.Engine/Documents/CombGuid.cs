using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Marten.Engine.Documents;

/// <summary>The Guids that the engine itself makes.</summary>
internal static class CombGuid
{
    private static long _last;

    /// <summary>A version 7 Guid (RFC 9562), increasing within the process.</summary>
    internal static Guid NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes[8..]);

        // 48 bits of milliseconds and 12 bits below them; a caller within the same step takes the next value.
        var now = TimeProvider.System.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var step = ((now / TimeSpan.TicksPerMillisecond) << 12) | (now % TimeSpan.TicksPerMillisecond * 4096 / TimeSpan.TicksPerMillisecond);
        long seen, next;
        do
        {
            seen = Volatile.Read(ref _last);
            next = Math.Max(step, seen + 1);
        }
        while (Interlocked.CompareExchange(ref _last, next, seen) != seen);

        BinaryPrimitives.WriteInt64BigEndian(bytes, next >> 12 << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)(0x7000 | (next & 0xFFF)));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>A random version 4 Guid for a document version.</summary>
    internal static Guid NewVersion()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)(0x40 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }
}
