using System.Data.Common;
using System.Runtime.CompilerServices;
using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Sessions.AdvancedSql;

/// <summary>Runs SQL and reads its rows by their parts.</summary>
internal sealed class AdvancedSqlRunner(QuerySession session) : IAdvancedSql
{
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, CancellationToken token, params object[] parameters) => QueryAsync<T>('?', sql, token, parameters);

    public Task<IReadOnlyList<T>> QueryAsync<T>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        ListAsync(One<T>(out var storages), storages, placeholder, sql, token, parameters);

    public Task<IReadOnlyList<(T1, T2)>> QueryAsync<T1, T2>(string sql, CancellationToken token, params object[] parameters) =>
        QueryAsync<T1, T2>('?', sql, token, parameters);

    public Task<IReadOnlyList<(T1, T2)>> QueryAsync<T1, T2>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        ListAsync(Two<T1, T2>(out var storages), storages, placeholder, sql, token, parameters);

    public Task<IReadOnlyList<(T1, T2, T3)>> QueryAsync<T1, T2, T3>(string sql, CancellationToken token, params object[] parameters) =>
        QueryAsync<T1, T2, T3>('?', sql, token, parameters);

    public Task<IReadOnlyList<(T1, T2, T3)>> QueryAsync<T1, T2, T3>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        ListAsync(Three<T1, T2, T3>(out var storages), storages, placeholder, sql, token, parameters);

    public IAsyncEnumerable<T> StreamAsync<T>(string sql, CancellationToken token, params object[] parameters) => StreamAsync<T>('?', sql, token, parameters);

    public IAsyncEnumerable<T> StreamAsync<T>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        RowsAsync(One<T>(out var storages), storages, Command(placeholder, sql, parameters), token);

    public IAsyncEnumerable<(T1, T2)> StreamAsync<T1, T2>(string sql, CancellationToken token, params object[] parameters) =>
        StreamAsync<T1, T2>('?', sql, token, parameters);

    public IAsyncEnumerable<(T1, T2)> StreamAsync<T1, T2>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        RowsAsync(Two<T1, T2>(out var storages), storages, Command(placeholder, sql, parameters), token);

    public IAsyncEnumerable<(T1, T2, T3)> StreamAsync<T1, T2, T3>(string sql, CancellationToken token, params object[] parameters) =>
        StreamAsync<T1, T2, T3>('?', sql, token, parameters);

    public IAsyncEnumerable<(T1, T2, T3)> StreamAsync<T1, T2, T3>(char placeholder, string sql, CancellationToken token, params object[] parameters) =>
        RowsAsync(Three<T1, T2, T3>(out var storages), storages, Command(placeholder, sql, parameters), token);

    private Func<DbDataReader, T> One<T>(out DocumentStorage?[] storages)
    {
        var part = RowPart<T>.For(session);
        storages = [part.Storage];
        return part.Read;
    }

    private Func<DbDataReader, (T1, T2)> Two<T1, T2>(out DocumentStorage?[] storages)
    {
        var (first, second) = (RowPart<T1>.For(session), RowPart<T2>.For(session));
        storages = [first.Storage, second.Storage];
        return reader => (first.ReadRow(reader, 0), second.ReadRow(reader, 1));
    }

    private Func<DbDataReader, (T1, T2, T3)> Three<T1, T2, T3>(out DocumentStorage?[] storages)
    {
        var (first, second, third) = (RowPart<T1>.For(session), RowPart<T2>.For(session), RowPart<T3>.For(session));
        storages = [first.Storage, second.Storage, third.Storage];
        return reader => (first.ReadRow(reader, 0), second.ReadRow(reader, 1), third.ReadRow(reader, 2));
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(
        Func<DbDataReader, T> read, DocumentStorage?[] storages, char placeholder, string sql, CancellationToken token, object[] parameters)
    {
        var command = Command(placeholder, sql, parameters);
        await EnsureAsync(storages, token).ConfigureAwait(false);
        return await session.ReadAsync(
            null, command, read, static (reader, read, token) => QuerySession.ReadRowsAsync(reader, read, token), token, LingeringState.MayRemain(sql)).ConfigureAwait(false);
    }

    private async IAsyncEnumerable<T> RowsAsync<T>(
        Func<DbDataReader, T> read, DocumentStorage?[] storages, NpgsqlCommand command, [EnumeratorCancellation] CancellationToken token)
    {
        await EnsureAsync(storages, token).ConfigureAwait(false);
        await foreach (var row in session.StreamAsync(
            null, [], command, static (reader, token) => new ValueTask<bool>(reader.ReadAsync(token)), read, token, LingeringState.MayRemain(command.CommandText)).ConfigureAwait(false)) yield return row;
    }

    private async ValueTask EnsureAsync(DocumentStorage?[] storages, CancellationToken token)
    {
        foreach (var storage in storages)
        {
            if (storage is { IsReady: false } && session.Core.Store.MayCreate) await session.Core.Database.EnsureAsync(storage, token).ConfigureAwait(false);
        }
    }

    private static NpgsqlCommand Command(char placeholder, string sql, object[] parameters)
    {
        ArgumentNullException.ThrowIfNull(sql);
        ArgumentNullException.ThrowIfNull(parameters);
        return QuerySession.RawCommand(sql, placeholder, parameters);
    }
}
