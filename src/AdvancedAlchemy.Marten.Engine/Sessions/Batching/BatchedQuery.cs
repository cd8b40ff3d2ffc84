using System.Linq.Expressions;
using Marten.Engine.Events;
using Marten.Engine.Linq.Tables;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Execution;
using Marten.Linq;
using Marten.Linq.QueryHandlers;
using Marten.Services.BatchQuerying;
using Npgsql;

namespace Marten.Engine.Sessions.Batching;

/// <summary>Collects questions and asks them all at once.</summary>
internal sealed class BatchedQuery(QuerySession session) : IBatchedQuery
{
    private readonly Lock _lock = new();
    private List<BatchItem> _items = [];

    public QuerySession Parent => session;

    public IBatchEvents Events => field ??= new BatchEvents(this);

    public Task<T?> Load<T>(string id) where T : class => LoadOne<T>(id);

    public Task<T?> Load<T>(int id) where T : class => LoadOne<T>(id);

    public Task<T?> Load<T>(long id) where T : class => LoadOne<T>(id);

    public Task<T?> Load<T>(Guid id) where T : class => LoadOne<T>(id);

    public Task<T?> Load<T>(object id) where T : class => LoadOne<T>(id);

    public IBatchLoadByKeys<T> LoadMany<T>() where T : class => new BatchedLoads<T>(this);

    public Task<bool> CheckExists<T>(int id) where T : class => Exists<T>(id);

    public Task<bool> CheckExists<T>(long id) where T : class => Exists<T>(id);

    public Task<bool> CheckExists<T>(Guid id) where T : class => Exists<T>(id);

    public Task<bool> CheckExists<T>(string id) where T : class => Exists<T>(id);

    public Task<bool> CheckExists<T>(object id) where T : class => Exists<T>(id);

    public Task<IReadOnlyList<T>> Query<T>(string sql, params object[] parameters) where T : class => Query<T>('?', sql, parameters);

    public Task<IReadOnlyList<T>> Query<T>(char placeholder, string sql, params object[] parameters) where T : class
    {
        var (storage, command, read) = session.RawQuery<T>(placeholder, sql, parameters);
        return Add<Func<System.Data.Common.DbDataReader, T>, IReadOnlyList<T>>(
            storage, command, read, static (reader, read, token) => QuerySession.ReadRowsAsync(reader, read, token),
            mayLinger: LingeringState.MayRemain(command.CommandText));
    }

    public IBatchedQueryable<T> Query<T>() where T : class => new BatchedQueryable<T>(this, session.Query<T>());

    public Task<TResult?> Query<TDoc, TResult>(ICompiledQuery<TDoc, TResult> query) where TDoc : class =>
        session.Core.Store.Queries.Compiled.For(query, session).AddTo(this, query);

    public Task<T?> AddItem<T>(IQueryHandler<T> handler)
    {
        var command = HandlerCommand.Of(handler, session);
        return Add<IQueryHandler<T>, T?>(
            (QueriedTable?)null, command, handler, async (reader, handler, token) => await handler.HandleAsync(reader, session.Core, token).ConfigureAwait(false),
            mayLinger: LingeringState.MayRemain(command.CommandText));
    }

    public Task<T?> QueryByPlan<T>(IBatchQueryPlan<T> plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return plan.Fetch(this);
    }

    public async Task Execute(CancellationToken token = default)
    {
        List<BatchItem> items;
        lock (_lock) (items, _items) = (_items, []);
        if (items.Count == 0) return;
        try
        {
            token.ThrowIfCancellationRequested();
            var locked = items.Find(i => i.LockedStream is not null)?.LockedStream;
            await (locked is null ? session.ReadBatchAsync(items, token) : StreamLock.HoldAsync(session, locked, () => session.ReadBatchAsync(items, token), token)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            foreach (var item in items) item.Fail(e);
            throw;
        }

        foreach (var item in items) item.Complete();
        if (items.Find(i => i.Failure is not null) is { Failure: { } failure }) System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    internal Task<TResult> Add<TRow, TResult>(
        PreparedQuery<TRow> query, Func<NpgsqlDataReader, PreparedQuery<TRow>, CancellationToken, ValueTask<TResult>> read) =>
        Add([query.Storage, .. query.Plan.Touches], query.CreateCommand(), query, read);

    internal Task<T?> One<T>(IQueryable<T> query, ResultKind kind, bool mayBeMissing, LambdaExpression? filter) => Add(
        QueryRunner.Prepare<T>(query, kind, filter),
        (reader, query, token) => query.ReadOneAsync(reader, mayBeMissing, kind == ResultKind.First, token));

    /// <summary>Adds a question.</summary>
    /// <param name="storage">The documents that it is about.</param>
    /// <param name="command">Its command; null when the answer is known.</param>
    /// <param name="state">Handed to <paramref name="read"/>.</param>
    /// <param name="read">Reads the answer.</param>
    /// <param name="known">The answer without a command.</param>
    /// <param name="mayLinger">Whether the command may leave something behind on its connection.</param>
    internal Task<TResult> Add<TState, TResult>(
        QueriedTable? storage, NpgsqlCommand? command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, TResult? known = default,
        bool mayLinger = false) => Add([storage], command, state, read, known, mayLinger);

    internal Task<TResult> Add<TState, TResult>(
        QueriedTable?[] storages, NpgsqlCommand? command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, TResult? known = default,
        bool mayLinger = false)
    {
        var item = new BatchItem<TState, TResult>(storages, command is null ? null : OfBatch(command), state, read, known, mayLinger);
        lock (_lock) _items.Add(item);
        return item.Answer;
    }

    /// <summary>Adds a command that locks a stream.</summary>
    internal void Lock(QueriedTable table, NpgsqlCommand command, object stream)
    {
        var item = new BatchItem<object?, object?>([table], OfBatch(command), null, static (_, _, _) => default, null, false) { LockedStream = stream };
        lock (_lock) _items.Add(item);
    }

    private Task<T?> LoadOne<T>(object id) where T : class
    {
        var storage = session.Core.Store.Storages.For<T>();
        ArgumentNullException.ThrowIfNull(id);
        var selector = storage.SelectorFor(session);
        var command = storage.TryFindKnown(session, id, out var known) ? null : IdCommand.For(storage, session, $"select {selector.Fields}", id);
        return Add(storage, command, (selector, session), static async (reader, state, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) ? state.selector.Read(reader, 0, state.session) : null, known);
    }

    private Task<bool> Exists<T>(object id) where T : class
    {
        ArgumentNullException.ThrowIfNull(id);
        var storage = session.Core.Store.Storages.For<T>();
        return Add(storage, IdCommand.For(storage, session, "select exists(select 1", id, ")"), 0, static async (reader, _, token) =>
            await reader.ReadAsync(token).ConfigureAwait(false) && reader.GetBoolean(0));
    }

    // A parameter belongs to one command at a time.
    private static NpgsqlBatchCommand OfBatch(NpgsqlCommand command)
    {
        var moved = new NpgsqlBatchCommand(command.CommandText);
        var parameters = new NpgsqlParameter[command.Parameters.Count];
        command.Parameters.CopyTo(parameters, 0);
        command.Parameters.Clear();
        foreach (var parameter in parameters) moved.Parameters.Add(parameter);
        return moved;
    }
}
