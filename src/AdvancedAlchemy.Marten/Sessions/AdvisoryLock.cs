using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>Keys of PostgreSQL's advisory locks, the same in every process.</summary>
internal static class AdvisoryLock
{
    /// <summary>A key for something about the documents of a type in a tenant.</summary>
    public static long Key(string purpose, DocumentTable table, string tenantId, string what = "")
    {
        var text = $"AdvancedAlchemy.Marten\0{purpose}\0{table.Name}\0{(table.IsTenanted ? tenantId : "")}\0{what}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
