using System.Buffers;
using Marten.Engine.Serialization;
using Npgsql;

namespace Marten.Engine.Linq.Execution;

/// <summary>The rows as JSON text: the stored one, or what the serializer makes of the rows.</summary>
internal sealed partial class PreparedQuery<TRow>
{
    private static readonly byte[] Begin = "["u8.ToArray();
    private static readonly byte[] Separator = ","u8.ToArray();
    private static readonly byte[] End = "]"u8.ToArray();

    /// <param name="reader">On the statement's result.</param>
    /// <param name="destination">Takes the text.</param>
    /// <param name="isStored">Whether the rows are JSON already.</param>
    /// <param name="head">What goes before the array, asked for once the statistics are filled.</param>
    /// <param name="token">Gives up.</param>
    internal async ValueTask<int> WriteJsonArrayAsync(NpgsqlDataReader reader, Stream destination, bool isStored, Func<byte[]>? head, CancellationToken token)
    {
        var isThere = await NextAsync(reader, token).ConfigureAwait(false);
        FillStatistics(isThere ? reader : null);
        if (head is not null) await destination.WriteAsync(head(), token).ConfigureAwait(false);
        await destination.WriteAsync(Begin, token).ConfigureAwait(false);
        var count = 0;
        for (; isThere; isThere = await NextAsync(reader, token).ConfigureAwait(false))
        {
            if (count++ > 0) await destination.WriteAsync(Separator, token).ConfigureAwait(false);
            await WriteRowAsync(reader, destination, isStored, token).ConfigureAwait(false);
        }

        await destination.WriteAsync(End, token).ConfigureAwait(false);
        return count;
    }

    internal async ValueTask<bool> WriteJsonAsync(
        NpgsqlDataReader reader, Stream destination, bool isStored, bool mayBeMissing, bool mayBeMany, CancellationToken token)
    {
        if (!await NextAsync(reader, token).ConfigureAwait(false))
        {
            FillStatistics(null);
            return mayBeMissing ? false : throw new InvalidOperationException("Sequence contains no elements");
        }

        FillStatistics(reader);
        if (mayBeMany)
        {
            await WriteRowAsync(reader, destination, isStored, token).ConfigureAwait(false);
            return true;
        }

        // Nothing may be written before it is sure that there is no second row.
        using var row = new MemoryStream();
        await WriteRowAsync(reader, row, isStored, token).ConfigureAwait(false);
        if (await NextAsync(reader, token).ConfigureAwait(false)) throw new InvalidOperationException("Sequence contains more than one element");
        await destination.WriteAsync(row.GetBuffer().AsMemory(0, (int)row.Length), token).ConfigureAwait(false);
        return true;
    }

    private async ValueTask WriteRowAsync(NpgsqlDataReader reader, Stream destination, bool isStored, CancellationToken token)
    {
        if (isStored)
        {
            await using var stored = JsonReading.OpenStream(reader, 0);
            await stored.CopyToAsync(destination, token).ConfigureAwait(false);
            return;
        }

        var text = new ArrayBufferWriter<byte>();
        storage.Mapping.StoreOptions.Serializer().WriteTo(text, await ReadAsync(reader, token).ConfigureAwait(false));
        await destination.WriteAsync(text.WrittenMemory, token).ConfigureAwait(false);
    }
}
