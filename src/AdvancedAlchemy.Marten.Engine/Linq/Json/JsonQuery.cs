using System.Text;

namespace Marten.Engine.Linq.Json;

/// <summary>A query whose result is JSON text, in UTF-8.</summary>
internal abstract class JsonQuery
{
    /// <summary>Writes all rows as an array, one by one; gives how many there were.</summary>
    internal Task<int> WriteArrayAsync(Stream destination, CancellationToken token) => WriteArrayAsync(destination, null, token);

    /// <summary>The same with something before the array, asked for once the query's statistics are known.</summary>
    internal abstract Task<int> WriteArrayAsync(Stream destination, Func<byte[]>? head, CancellationToken token);

    /// <summary>Writes the row; gives whether there was one.</summary>
    internal abstract Task<bool> WriteOneAsync(Stream destination, CancellationToken token);

    internal async Task<string> ArrayTextAsync(CancellationToken token)
    {
        using var text = new MemoryStream();
        await WriteArrayAsync(text, token).ConfigureAwait(false);
        return Text(text);
    }

    internal async Task<string?> OneTextAsync(CancellationToken token)
    {
        using var text = new MemoryStream();
        return await WriteOneAsync(text, token).ConfigureAwait(false) ? Text(text) : null;
    }

    private static string Text(MemoryStream text) => Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
}
