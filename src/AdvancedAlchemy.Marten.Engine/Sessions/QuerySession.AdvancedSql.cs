using Marten.Engine.Documents;
using Marten.Engine.Serialization;
using Marten.Engine.Sessions;
using Marten.Engine.Sessions.AdvancedSql;
using Npgsql;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    private static readonly byte[] ArrayBegin = "["u8.ToArray();
    private static readonly byte[] ArraySeparator = ","u8.ToArray();
    private static readonly byte[] ArrayEnd = "]"u8.ToArray();

    public IAdvancedSql AdvancedSql => new AdvancedSqlRunner(this);

    public Task<int> StreamJson<T>(Stream destination, string sql, params object[] parameters) =>
        StreamJson<T>(destination, CancellationToken.None, '?', sql, parameters);

    public Task<int> StreamJson<T>(Stream destination, char placeholder, string sql, params object[] parameters) =>
        StreamJson<T>(destination, CancellationToken.None, placeholder, sql, parameters);

    public Task<int> StreamJson<T>(Stream destination, CancellationToken token, string sql, params object[] parameters) =>
        StreamJson<T>(destination, token, '?', sql, parameters);

    public Task<int> StreamJson<T>(Stream destination, CancellationToken token, char placeholder, string sql, params object[] parameters)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        DocumentStorage? storage = null;
        if (!RawValues.IsValue(typeof(T)))
        {
            storage = Core.Store.Storages.For(typeof(T));
            if (!RawSql.IsWhole(sql)) sql = $"select d.data from {storage.Table} as d {RawSql.AfterTable(sql)}";
        }

        var state = (destination, Serializer: Core.Store.Settings.Serializer());
        return ReadAsync(storage, RawCommand(sql, placeholder, parameters), state, static async (reader, state, token) =>
        {
            await state.destination.WriteAsync(ArrayBegin, token).ConfigureAwait(false);
            var count = 0;
            while (await reader.ReadAsync(token).ConfigureAwait(false))
            {
                if (count++ > 0) await state.destination.WriteAsync(ArraySeparator, token).ConfigureAwait(false);
                await WriteJsonAsync(reader, state.destination, state.Serializer, token).ConfigureAwait(false);
            }

            await state.destination.WriteAsync(ArrayEnd, token).ConfigureAwait(false);
            return count;
        }, token, LingeringState.MayRemain(sql));
    }

    // The first column as it is when it is JSON, and else as JSON.
    private static async ValueTask WriteJsonAsync(NpgsqlDataReader reader, Stream destination, ISerializer serializer, CancellationToken token)
    {
        if (!reader.IsDBNull(0) && reader.GetDataTypeName(0) is "jsonb" or "json")
        {
            await using var stored = JsonReading.OpenStream(reader, 0);
            await stored.CopyToAsync(destination, token).ConfigureAwait(false);
            return;
        }

        var value = reader.IsDBNull(0) ? null : reader.GetValue(0);
        await destination.WriteAsync(System.Text.Encoding.UTF8.GetBytes(serializer.ToJson(value)), token).ConfigureAwait(false);
    }
}
