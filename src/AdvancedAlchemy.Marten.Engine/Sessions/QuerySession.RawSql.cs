using System.Data.Common;
using Marten.Engine.Documents;
using Marten.Engine.Sessions;
using Marten.Engine.Sessions.AdvancedSql;
using Marten.Schema;
using Npgsql;

namespace Marten.Internal.Sessions;

public partial class QuerySession
{
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, params object[] parameters) => QueryAsync<T>('?', sql, CancellationToken.None, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, params object[] parameters) =>
        QueryAsync<T>(placeholder, sql, CancellationToken.None, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, CancellationToken token, params object[] parameters) =>
        QueryAsync<T>('?', sql, token, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, CancellationToken token, params object[] parameters)
    {
        var (storage, command, read) = RawQuery<T>(placeholder, sql, parameters);
        return ReadAsync(storage, command, read, static (reader, read, token) => ReadRowsAsync(reader, read, token), token, LingeringState.MayRemain(command.CommandText));
    }

    /// <summary>What raw SQL is sent as, and how its rows are read.</summary>
    internal (DocumentStorage? Storage, NpgsqlCommand Command, Func<DbDataReader, T> Read) RawQuery<T>(char placeholder, string sql, object[] parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        if (RawValues.IsValue(typeof(T))) return (null, RawCommand(sql, placeholder, parameters), RawValues.Read<T>);
        if (RawSql.IsWhole(sql) && !Core.Store.Settings.Mappings.IsKnown(typeof(T)) && DocumentMapping.FindIdMember(typeof(T)) is null)
        {
            return (null, RawCommand(sql, placeholder, parameters), new JsonPart<T>(Core.Store.Settings.Serializer()).Read);
        }

        var storage = Core.Store.Storages.For(typeof(T));
        var (command, read) = storage.RawQuery(this, sql, placeholder, parameters);
        return (storage, command, (Func<DbDataReader, T>)read);
    }

    internal static async ValueTask<IReadOnlyList<T>> ReadRowsAsync<T>(DbDataReader reader, Func<DbDataReader, T> read, CancellationToken token)
    {
        var rows = new List<T>();
        while (await reader.ReadAsync(token).ConfigureAwait(false)) rows.Add(read(reader));
        return rows;
    }

    internal (NpgsqlCommand Command, Func<DbDataReader, T> Read) RawDocuments<T>(DocumentStorage<T> storage, string sql, char placeholder, object[] parameters) where T : notnull
    {
        if (RawSql.IsWhole(sql)) return (RawCommand(sql, placeholder, parameters), reader => storage.ReadColumns(reader, 0, this));
        var selector = storage.SelectorFor(this);
        var command = RawCommand($"select {selector.Fields} from {Source(storage)} as d {RawSql.AfterTable(sql)}", placeholder, parameters);
        return (command, reader => selector.Read(reader, 0, this));
    }

    // The SQL goes on with a where of the user's own.
    private static string Source(DocumentStorage storage) => storage.TypeFilter is { } type ? $"(select * from {storage.Table} as d where {type})" : storage.Table;

    internal static NpgsqlCommand RawCommand(string sql, char placeholder, object[] parameters)
    {
        NpgsqlCommand command;
        if (RawValues.Named(parameters) is { } named)
        {
            command = new NpgsqlCommand(sql);
            foreach (var parameter in named) command.Parameters.Add(parameter);
            return command;
        }

        var text = RawSql.Number(sql, placeholder, out var count);
        if (count != parameters.Length) throw new InvalidOperationException("Wrong number of supplied parameters");
        command = new NpgsqlCommand(text);
        foreach (var value in parameters) command.Parameters.Add(RawSql.Parameter(value));
        return command;
    }
}
