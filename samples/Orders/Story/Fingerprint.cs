using System.Security.Cryptography;
using System.Text.Json;
using AdvancedAlchemy.Marten;
using Marten;

namespace Orders.Story;

/// <summary>What all documents of a type have in common with themselves later on, if nothing changes.</summary>
internal sealed record Fingerprint(int Count, string Hash)
{
    internal static async Task<Fingerprint> OfAsync<T>(OrdersContext context) where T : Document<Guid, UuidV7>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var count = 0;
        await using var session = context.Store.QuerySession();
        await foreach (var document in session.Query<T>().OrderBy(d => d.Id).ToAsyncEnumerable(context.Token))
        {
            hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(document));
            count++;
        }

        return new Fingerprint(count, Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 6)));
    }
}
