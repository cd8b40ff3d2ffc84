using System.Data.Common;
using Marten.Engine.Events;
using Marten.Engine.Linq.Tables;
using Marten.Engine.Sessions;
using Marten.Exceptions;
using Marten.Linq;
using Marten.Storage;
using Marten.Storage.Metadata;
using Npgsql;
using Weasel.Core;

namespace Marten.Internal.Sessions;

/// <summary>A session that reads.</summary>
public partial class QuerySession : IQuerySession
{
    private int _requests;

    internal QuerySession(SessionCore core, string tenantId)
    {
        Core = core;
        TenantId = tenantId;
        Logger = core.Store.Settings.Logger().StartSession(this);
        var activity = System.Diagnostics.Activity.Current;
        if (activity is null) return;
        core.Metadata.CorrelationId ??= activity.RootId;
        core.Metadata.CausationId ??= activity.ParentId;
    }

    internal SessionCore Core { get; }

    public string TenantId { get; }

    public IDocumentStore DocumentStore => Core.Store;

    public IMartenDatabase Database => Core.Database;

    public NpgsqlConnection Connection => Core.Connection.Expose();

    public IMartenSessionLogger Logger { get; set; }

    public IJsonLoader Json => new JsonLoader(this);

    public Marten.Events.IQueryEventStore Events => new EventQueries(this);

    public string? CausationId
    {
        get => Core.Metadata.CausationId;
        set => Core.Metadata.CausationId = value;
    }

    public string? CorrelationId
    {
        get => Core.Metadata.CorrelationId;
        set => Core.Metadata.CorrelationId = value;
    }

    public int RequestCount
    {
        get => Volatile.Read(ref _requests);
        set => Volatile.Write(ref _requests, value);
    }

    public ITenantQueryOperations ForTenant(string tenantId) => new TenantQuerySession(this, Core, Core.Store.AllowedTenant(tenantId));

    public IMartenQueryable<T> Query<T>() where T : notnull => Core.Store.Queries.Start<T>(this);

    public Guid? VersionFor<TDoc>(TDoc entity) where TDoc : notnull
    {
        ArgumentNullException.ThrowIfNull(entity);
        return Core.Store.Storages.For(entity.GetType()).VersionOfObject(this, entity);
    }

    public async Task<DocumentMetadata?> MetadataForAsync<T>(T entity, CancellationToken token = default) where T : notnull
    {
        ArgumentNullException.ThrowIfNull(entity);
        return await MetadataReader.ReadAsync(this, Core.Store.Storages.For(entity.GetType()), entity, token).ConfigureAwait(false);
    }

    public async Task<int> ExecuteAsync(NpgsqlCommand command, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        await using var lease = await Core.Connection.RentAsync(token).ConfigureAwait(false);
        Prepare(command, lease.Connection);
        try
        {
            return await Logged(command, () => command.ExecuteNonQueryAsync(token)).ConfigureAwait(false);
        }
        finally
        {
            if (LingeringState.MayRemain(command.CommandText)) await Core.Connection.LingeredAsync(lease).ConfigureAwait(false);
        }
    }

    /// <summary>The reader is the caller's to dispose; the connection stays with the session.</summary>
    public async Task<DbDataReader> ExecuteReaderAsync(NpgsqlCommand command, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        Prepare(command, Core.Connection.Transaction?.Connection ?? Connection);
        Interlocked.Increment(ref _requests);
        return await Logged(command, () => command.ExecuteReaderAsync(token)).ConfigureAwait(false);
    }

    public async Task<int> NextSequenceValue(string sequenceName, CancellationToken token = default) =>
        checked((int)await NextSequenceValueAsLong(sequenceName, token).ConfigureAwait(false));

    public Task<int> NextSequenceValue(DbObjectName sequenceName, CancellationToken token = default) => NextSequenceValue(Checked(sequenceName), token);

    public Task<long> NextSequenceValueAsLong(string sequenceName, CancellationToken token = default)
    {
        var command = new NpgsqlCommand("select nextval($1::regclass)");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = sequenceName });
        return ReadAsync(null, command, 0, static async (reader, _, token) =>
        {
            await reader.ReadAsync(token).ConfigureAwait(false);
            return reader.GetInt64(0);
        }, token);
    }

    public Task<long> NextSequenceValueAsLong(DbObjectName sequenceName, CancellationToken token = default) => NextSequenceValueAsLong(Checked(sequenceName), token);

    /// <summary>Executes a command and hands its reader over; the table it reads is made sure of first.</summary>
    internal Task<TResult> ReadAsync<TState, TResult>(
        QueriedTable? storage, NpgsqlCommand command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read,
        CancellationToken token, bool mayLinger = false, QueriedTable[]? others = null) =>
        AreReady(storage, others)
            ? ReadReadyAsync(command, state, read, token, mayLinger)
            : ReadFirstAsync(storage, others, command, state, read, token, mayLinger);

    private bool AreReady(QueriedTable? storage, QueriedTable?[]? others)
    {
        if (!Core.Store.MayCreate) return true;
        if (storage is { IsReady: false }) return false;
        return others is null || others.Length == 0 || Array.TrueForAll(others, static o => o is null or { IsReady: true });
    }

    private async Task EnsureAsync(QueriedTable? storage, QueriedTable?[]? others, CancellationToken token)
    {
        if (storage is { IsReady: false }) await storage.EnsureAsync(Core.Database, token).ConfigureAwait(false);
        foreach (var other in others ?? [])
        {
            if (other is { IsReady: false }) await other.EnsureAsync(Core.Database, token).ConfigureAwait(false);
        }
    }

    private async Task<TResult> ReadFirstAsync<TState, TResult>(
        QueriedTable? storage, QueriedTable[]? others, NpgsqlCommand command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read,
        CancellationToken token, bool mayLinger)
    {
        await EnsureAsync(storage, others, token).ConfigureAwait(false);
        return await ReadReadyAsync(command, state, read, token, mayLinger).ConfigureAwait(false);
    }

    private async Task<TResult> ReadReadyAsync<TState, TResult>(
        NpgsqlCommand command, TState state, Func<NpgsqlDataReader, TState, CancellationToken, ValueTask<TResult>> read, CancellationToken token, bool mayLinger)
    {
        Interlocked.Increment(ref _requests);
        for (var attempt = 1; ; attempt++)
        {
            var connected = false;
            var started = false;
            try
            {
                await using var lease = await Core.Connection.RentAsync(token).ConfigureAwait(false);
                connected = true;
                try
                {
                    Prepare(command, lease.Connection);
                    Logger.OnBeforeExecute(command);
                    await using var reader = await command.ExecuteReaderAsync(token).ConfigureAwait(false);
                    started = true;
                    var result = await read(reader, state, token).ConfigureAwait(false);
                    Logger.LogSuccess(command);
                    return result;
                }
                finally
                {
                    if (mayLinger) await Core.Connection.LingeredAsync(lease).ConfigureAwait(false);
                }
            }
            catch (NpgsqlException e)
            {
                if (!started && Core.Connection.Transaction is null && !Core.Connection.IsEnlisted && Retries.MayRepeatRead(e, attempt))
                {
                    await Retries.PauseAsync(attempt, token).ConfigureAwait(false);
                    continue;
                }

                Logger.LogFailure(command, e);
                throw new MartenCommandException(command, e, connected && e.InnerException is TimeoutException ? MartenCommandException.MaybeLockedRowsMessage : null);
            }
            finally
            {
                command.Connection = null;
            }
        }
    }

    private void Prepare(NpgsqlCommand command, NpgsqlConnection connection)
    {
        command.Connection = connection;
        command.Transaction = Core.Connection.Transaction;
        command.CommandTimeout = Core.Connection.Timeout;
    }

    private async Task<TResult> Logged<TResult>(NpgsqlCommand command, Func<Task<TResult>> execute)
    {
        try
        {
            Logger.OnBeforeExecute(command);
            var result = await execute().ConfigureAwait(false);
            Logger.LogSuccess(command);
            return result;
        }
        catch (NpgsqlException e)
        {
            Logger.LogFailure(command, e);
            throw new MartenCommandException(command, e);
        }
    }

    private static string Checked(DbObjectName name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.QualifiedName;
    }

    public virtual void Dispose()
    {
        Core.Connection.Dispose();
        GC.SuppressFinalize(this);
    }

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Core.Connection.DisposeAsync();
    }
}
