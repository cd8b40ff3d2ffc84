using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace AdvancedAlchemy.Marten;

/// <summary>Secure random numbers, fetched in blocks per thread: one system call for 64 ids instead of one for each.</summary>
internal static class RandomBits
{
    private const int BlockLength = 64;

    [ThreadStatic]
    private static Block block;

    [ThreadStatic]
    private static int left;

    public static ulong Next()
    {
        Span<ulong> values = block;
        if (left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(values));
            left = BlockLength;
        }

        ref var value = ref values[--left];
        var result = value;
        // a random id may serve as a secret, so none stays behind in memory
        value = 0;
        return result;
    }

    [InlineArray(BlockLength)]
    private struct Block
    {
        private ulong first;
    }
}
