using System.Data;
using Marten.Services;
using Npgsql;

namespace Marten.Engine.Sessions;

/// <summary>
/// The connection of a session: rented per command, unless a transaction, the caller or the caller's transaction holds on to one.
/// </summary>
internal sealed class SessionConnection : IAsyncDisposable, IDisposable
{
    private readonly EngineDatabase _database;
    private readonly SessionOptions _options;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly bool _isForeign;
    private readonly bool _leaveOpen;
    private NpgsqlConnection? _connection;
    private readonly bool _isPrivate;
    private bool _isExposed;
    private bool _mayLinger;
    private volatile bool _isStreaming;
    private bool _isDisposed;

    internal SessionConnection(EngineDatabase database, SessionOptions options)
    {
        _database = database;
        _options = options;
        _connection = options.Connection;
        _isForeign = options.Connection is not null;
        _leaveOpen = options.Connection is { State: ConnectionState.Open };
        if (options.ConnectionString is { } own)
        {
            _isPrivate = true;
            _connection = new NpgsqlConnection(own);
        }

        Transaction = options.Transaction;
        Timeout = options.Timeout ?? database.CommandTimeout;
    }

    /// <summary>Seconds.</summary>
    internal int Timeout { get; }

    internal NpgsqlTransaction? Transaction { get; private set; }

    /// <summary>Whether a save ends the transaction it is in.</summary>
    internal bool OwnsTransaction => _options.OwnsTransactionLifecycle;

    /// <summary>Whether a failed save is rolled back here, so that a statement may as well fail.</summary>
    internal bool OwnsSaves => OwnsTransaction && !IsEnlisted;

    internal bool IsEnlisted => _options.EnlistsInAmbientTransaction;

    internal IsolationLevel IsolationLevel => _options.IsolationLevel;

    /// <summary>Whether a save may find a transaction that was there before it.</summary>
    internal bool IsInTransaction => Transaction is not null || IsEnlisted || _isForeign;

    private bool IsSticky => Transaction is not null || _isForeign || _isPrivate || _isExposed || IsEnlisted;

    /// <summary>A connection for one command or save. Callers of a connection that is kept queue here.</summary>
    /// <exception cref="InvalidOperationException">The connection is kept, and busy with a stream that only its reader can end.</exception>
    internal async ValueTask<ConnectionLease> RentAsync(CancellationToken token, bool forStream = false)
    {
        AssertUsable();
        if (!IsSticky) return new ConnectionLease(await _database.OpenAsync(token).ConfigureAwait(false), this, isKept: false);

        await _gate.WaitAsync(token).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            var lease = new ConnectionLease(await KeepAsync(token).ConfigureAwait(false), this, isKept: true);
            _isStreaming = forStream;
            return lease;
        }
        catch
        {
            _gate.Release();
            throw;
        }
    }

    /// <exception cref="ObjectDisposedException">The session is disposed.</exception>
    /// <exception cref="InvalidOperationException">The connection is kept, and busy with a stream that only its reader can end.</exception>
    internal void AssertUsable()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Who reads the stream may be who asks: waiting could last for ever.
        if (_isStreaming && IsSticky)
        {
            throw new InvalidOperationException(
                "The session has one connection for its transaction, and it is still reading a stream (ToAsyncEnumerable, StreamAsync). "
                + "Read the stream to its end first, or use another session.");
        }
    }

    internal async ValueTask ReturnAsync(ConnectionLease lease)
    {
        if (!lease.IsKept)
        {
            await lease.Connection.DisposeAsync().ConfigureAwait(false);
            return;
        }

        _isStreaming = false;
        if (_isForeign && !_leaveOpen && Transaction is null && lease.Connection.State == ConnectionState.Open)
        {
            await lease.Connection.CloseAsync().ConfigureAwait(false);
        }

        _gate.Release();
    }

    /// <summary>Called after SQL that may outlive its command on the connection: settings, temporary tables, advisory locks.</summary>
    internal ValueTask LingeredAsync(ConnectionLease lease)
    {
        if (!lease.IsKept) return _database.ResetAsync(lease.Connection);
        _mayLinger = true;
        return default;
    }

    internal async ValueTask BeginAsync(CancellationToken token)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Transaction is not null || IsEnlisted) return;
        var connection = await KeepAsync(token).ConfigureAwait(false);
        try
        {
            Transaction = await connection.BeginTransactionAsync(IsolationLevel, token).ConfigureAwait(false);
        }
        catch
        {
            // Without a transaction nothing would give it back before the session ends.
            await LetGoAsync().ConfigureAwait(false);
            throw;
        }
    }

    internal void Begin()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Transaction is not null || IsEnlisted) return;
        Transaction = Keep().BeginTransaction(IsolationLevel);
    }

    /// <summary>The connection for the caller to use as he likes.</summary>
    internal NpgsqlConnection Expose()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _isExposed = true;
        return Keep();
    }

    internal async ValueTask CommitAsync(CancellationToken token)
    {
        var transaction = Transaction!;
        await transaction.CommitAsync(token).ConfigureAwait(false);
        await EndAsync(transaction).ConfigureAwait(false);
    }

    internal async ValueTask RollbackAsync()
    {
        if (Transaction is not { } transaction) return;
        try
        {
            if (transaction.Connection is { State: ConnectionState.Open }) await transaction.RollbackAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            // The server ends a transaction whose connection is gone; the failure that led here is what the caller has to hear.
        }

        await EndAsync(transaction).ConfigureAwait(false);
    }

    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_isForeign)
        {
            if (!IsBegunHere) return;
            Transaction!.Dispose();
            Transaction = null;
            if (!_leaveOpen) _connection?.Close();
            return;
        }

        Transaction?.Dispose();
        Transaction = null;
        if (_connection is { } connection)
        {
            if (NeedsReset) _database.Reset(connection);
            connection.Dispose();
        }

        _connection = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (_isForeign)
        {
            if (IsBegunHere) await EndAsync(Transaction!).ConfigureAwait(false);
            return;
        }

        if (Transaction is { } transaction) await transaction.DisposeAsync().ConfigureAwait(false);
        Transaction = null;
        if (_connection is { } connection) await CloseOwnAsync(connection).ConfigureAwait(false);
        _connection = null;
    }

    private bool IsBegunHere => Transaction is not null && !ReferenceEquals(Transaction, _options.Transaction);

    // The pool of a connection string of its own resets connections as that string says.
    private bool NeedsReset => (_isExposed || _mayLinger) && !_isPrivate;

    private async ValueTask EndAsync(NpgsqlTransaction transaction)
    {
        Transaction = null;
        await transaction.DisposeAsync().ConfigureAwait(false);
        await LetGoAsync().ConfigureAwait(false);
    }

    // The session is done with the connection for now: it goes back to where it came from.
    private async ValueTask LetGoAsync()
    {
        if (_isForeign && !_leaveOpen && _connection is { State: ConnectionState.Open } foreign) await foreign.CloseAsync().ConfigureAwait(false);
        if (_isForeign || _isPrivate || _isExposed || IsEnlisted || _connection is not { } connection) return;
        _connection = null;
        await CloseOwnAsync(connection).ConfigureAwait(false);
    }

    private async ValueTask CloseOwnAsync(NpgsqlConnection connection)
    {
        if (NeedsReset) await _database.ResetAsync(connection).ConfigureAwait(false);
        _mayLinger = false;
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<NpgsqlConnection> KeepAsync(CancellationToken token)
    {
        if (_connection is { } kept)
        {
            if (kept.State != ConnectionState.Open) await kept.OpenAsync(token).ConfigureAwait(false);
            return kept;
        }

        var connection = await _database.OpenAsync(token).ConfigureAwait(false);
        Enlist(connection);
        return _connection = connection;
    }

    private NpgsqlConnection Keep()
    {
        if (_connection is { } kept)
        {
            if (kept.State != ConnectionState.Open) kept.Open();
            return kept;
        }

        var connection = _database.Source.OpenConnection();
        Enlist(connection);
        return _connection = connection;
    }

    private void Enlist(NpgsqlConnection connection)
    {
        if (_options.DotNetTransaction is { } ambient) connection.EnlistTransaction(ambient);
    }
}
