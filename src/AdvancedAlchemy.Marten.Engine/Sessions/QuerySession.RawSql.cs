using System.Data.Common;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Sessions;

internal partial class QuerySession
{
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, params object[] parameters) => QueryAsync<T>('?', sql, CancellationToken.None, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, params object[] parameters) =>
        QueryAsync<T>(placeholder, sql, CancellationToken.None, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, CancellationToken token, params object[] parameters) =>
        QueryAsync<T>('?', sql, token, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, CancellationToken token, params object[] parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        if (RawValues.IsValue(typeof(T))) return ReadRawAsync(null, RawCommand(sql, placeholder, parameters), RawValues.Read<T>, token);

        var storage = Core.Store.Storages.For(typeof(T));
        return (Task<IReadOnlyList<T>>)storage.QueryRawAsync(this, sql, placeholder, parameters, token);
    }

    internal Task<IReadOnlyList<T>> QueryDocumentsAsync<T>(
        DocumentStorage<T> storage, string sql, char placeholder, object[] parameters, CancellationToken token) where T : notnull
    {
        var trimmed = sql.AsSpan().TrimStart();
        if (trimmed.StartsWith("select", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("with", StringComparison.OrdinalIgnoreCase))
        {
            return ReadRawAsync(storage, RawCommand(sql, placeholder, parameters), reader => storage.ReadRaw(reader, this), token);
        }

        var selector = storage.SelectorFor(this);
        var command = RawCommand($"select {selector.Fields} from {Source(storage)} as d {sql}", placeholder, parameters);
        return ReadRawAsync(storage, command, reader => selector.Read(reader, 0, this), token);
    }

    // The SQL goes on with a where of the user's own.
    private static string Source(DocumentStorage storage) => storage.TypeFilter is { } type ? $"(select * from {storage.Table} as d where {type})" : storage.Table;

    private Task<IReadOnlyList<T>> ReadRawAsync<T>(DocumentStorage? storage, NpgsqlCommand command, Func<DbDataReader, T> read, CancellationToken token) =>
        ReadAsync(storage, command, read, static async (reader, read, token) =>
        {
            var rows = new List<T>();
            while (await reader.ReadAsync(token).ConfigureAwait(false)) rows.Add(read(reader));
            return (IReadOnlyList<T>)rows;
        }, token, LingeringState.MayRemain(command.CommandText));

    private static NpgsqlCommand RawCommand(string sql, char placeholder, object[] parameters)
    {
        if (parameters is [{ } only] && RawValues.HasNames(only))
        {
            var named = new NpgsqlCommand(sql);
            foreach (var property in only.GetType().GetProperties())
            {
                var parameter = RawSql.Parameter(property.GetValue(only));
                parameter.ParameterName = property.Name;
                named.Parameters.Add(parameter);
            }

            return named;
        }

        var text = RawSql.Number(sql, placeholder, out var count);
        if (count != parameters.Length) throw new InvalidOperationException("Wrong number of supplied parameters");
        var command = new NpgsqlCommand(text);
        foreach (var value in parameters) command.Parameters.Add(RawSql.Parameter(value));
        return command;
    }
}
