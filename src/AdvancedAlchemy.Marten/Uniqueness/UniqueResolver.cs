using JasperFx;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds or makes documents: the unit of work first, then the database, then under a lock.</summary>
internal sealed class UniqueResolver<T> where T : class
{
    private const int Attempts = 3;
    private readonly IDocumentOperations _session;
    private readonly IDocumentSession _root;
    private readonly SoftDeletedMatch _deleted;
    private readonly CancellationToken _token;
    private readonly SessionState _state;
    private readonly DocumentTable _table;

    public UniqueResolver(IDocumentOperations session, SoftDeletedMatch deleted, CancellationToken token)
    {
        _session = session;
        _deleted = deleted;
        _token = token;
        _table = LayerOf.Session(session).Model(typeof(T)).Table(session);
        _root = session switch
        {
            ITenantOperations { Parent: { } parent } => parent,
            IDocumentSession own => own,
            _ => throw new InvalidOperationException($"A session of type {session.GetType().Name} has no unit of work. Call this on the IDocumentSession itself."),
        };
        _state = SessionState.Of(_root);
    }

    private long Lock => AdvisoryLock.Key("unique", _table, _session.TenantId);

    public async Task ResolveAsync(IReadOnlyList<Wanted<T>> wanted, UniqueScope scope)
    {
        if (wanted.Count == 0) return;
        var key = UniqueIndexes.For(_table, wanted[0]);
        UniqueChecks.Assert(key, wanted);
        UniqueMemory<T>.Find(_session, _root, _state, _table, wanted);
        var rest = Missing(wanted);
        if (rest.Count == 0) return;

        await Lookup(_session, key).FindAsync(rest).ConfigureAwait(false);
        var missing = Missing(rest);
        if (missing.Count > 0)
        {
            if (scope == UniqueScope.Immediate) await UniqueLock.RememberAsync(_root, _state, _token).ConfigureAwait(false);
            // who holds the lock already would wait for himself
            if (scope == UniqueScope.Immediate && !_state.Locks.Contains(Lock)) await MakeAtOnceAsync(missing, key).ConfigureAwait(false);
            else await MakeAsync(missing, key).ConfigureAwait(false);
        }

        foreach (var one in rest)
        {
            if (one.Key is not null) _state.Unique[(typeof(T), _session.TenantId, one.Key)] = one.Document!;
        }
    }

    private static List<Wanted<T>> Missing(IReadOnlyList<Wanted<T>> wanted) => [.. wanted.Where(w => w.Document is null)];

    private UniqueLookup<T> Lookup(IQuerySession session, UniqueKey? key) => new(session, _table, key, _token);

    private async Task MakeAsync(List<Wanted<T>> missing, UniqueKey? key)
    {
        // before the lock, as it takes time
        var made = missing.Select(UniqueChecks.Make).ToArray();
        UniqueChecks.AssertDistinct(made);
        if (_table.Stock(_session.Database.Identifier) is { } stock)
        {
            await _session.Database.EnsureStorageExistsAsync(_table.Mapping.DocumentType, _token).ConfigureAwait(false);
            await stock.AssignAsync(_session, made, _token).ConfigureAwait(false);
        }

        await _root.BeginTransactionAsync(_token).ConfigureAwait(false);
        var conflicts = await LockAndLookAsync(missing, made, key).ConfigureAwait(false);
        for (var i = 0; i < missing.Count; i++)
        {
            if (missing[i].Document is not null || !conflicts.TryGetValue(i, out var conflict)) continue;
            throw DuplicateKeyException.For(typeof(T), _table.OwnIdOf(made[i]), conflict.Key, conflict.Value, conflict.Key == key ? UniqueChecks.Hidden(_table, key) : null);
        }

        for (var i = 0; i < missing.Count; i++)
        {
            if (missing[i].Document is not null) continue;
            _session.Insert(made[i]);
            _state.Made.Add(made[i]);
            missing[i].Document = made[i];
            missing[i].IsCreated = true;
        }
    }

    private async Task<Dictionary<int, (UniqueKey Key, string Value)>> LockAndLookAsync(List<Wanted<T>> missing, T[] made, UniqueKey? key)
    {
        var command = UniqueLock.Command(Lock);
        UniqueLook<T> look = new(_table, key, missing, made, _session.TenantId);
        var serializer = _session.DocumentStore.Options.Serializer();
        look.AddTo(command, Lookup(_session, key), serializer);
        var reader = await UniqueLock.TakeAsync(_root, command, typeof(T), _token).ConfigureAwait(false);
        bool any, isFresh;
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(_token).ConfigureAwait(false);
            _state.Locks.Add(Lock);
            isFresh = reader.GetString(0) == "read committed";
            await reader.NextResultAsync(_token).ConfigureAwait(false);
            any = isFresh && await look.ReadAsync(reader, _token).ConfigureAwait(false);
        }

        if (isFresh)
        {
            await FindAgainAsync(_session, missing, key, any || look.Conflicts.Count > 0).ConfigureAwait(false);
            return look.Conflicts;
        }

        // a snapshot older than the lock cannot show what others have committed since: look from outside
        var connection = SideConnection.ForStatement(_session.Database);
        await using (connection.ConfigureAwait(false))
        {
            var options = SessionOptions.ForConnection(connection);
            options.TenantId = _session.TenantId;
            var outside = _session.DocumentStore.QuerySession(options);
            await using (outside.ConfigureAwait(false))
            {
                look = new UniqueLook<T>(_table, key, missing, made, _session.TenantId);
                command = new NpgsqlCommand("select 1");
                look.AddTo(command, Lookup(outside, key), serializer);
                reader = await outside.ExecuteReaderAsync(command, _token).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    await reader.NextResultAsync(_token).ConfigureAwait(false);
                    any = await look.ReadAsync(reader, _token).ConfigureAwait(false);
                }

                await FindAgainAsync(outside, missing, key, any || look.Conflicts.Count > 0).ConfigureAwait(false);
                return look.Conflicts;
            }
        }
    }

    // each statement of the look has its own snapshot: a plain Store may commit between the one for the key and the one for another
    // index, and then the document that is in the way is the wanted one
    private async Task FindAgainAsync(IQuerySession session, List<Wanted<T>> missing, UniqueKey? key, bool any)
    {
        if (any) await Lookup(session, key).FindAsync(missing).ConfigureAwait(false);
        if (_deleted == SoftDeletedMatch.Create || !_table.IsSoftDeleted) return;
        var left = Missing(missing);
        if (left.Count == 0) return;
        foreach (var (place, document) in await Lookup(session, key).FindDeletedAsync(left).ConfigureAwait(false))
        {
            if (_deleted == SoftDeletedMatch.Fail) throw DuplicateKeyException.For(typeof(T), _table.OwnIdOf(document), key!, null, "one that was deleted has it");
            if (document is JasperFx.Metadata.ISoftDeleted marked) (marked.Deleted, marked.DeletedAt) = (false, null);
            _session.Store(document);
            left[place].Document = document;
        }
    }

    private async Task MakeAtOnceAsync(List<Wanted<T>> missing, UniqueKey? key)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await CommitAsync(missing, key).ConfigureAwait(false);
                break;
            }
            catch (Exception e) when (TakenIn(e) is { } taken)
            {
                // a plain Store asks for no lock; what it has stored is found the next time, by the key or as what is in the way
                if (attempt == Attempts)
                {
                    if (taken.ToDuplicateKey(_session.DocumentStore) is { } duplicate) throw duplicate;
                    throw;
                }

                foreach (var one in missing) (one.Document, one.IsCreated) = (null, false);
            }
        }

        // the caller gets what his own session tracks; a snapshot older than the documents cannot show them
        var made = missing.Select(w => w.Document).ToArray();
        foreach (var one in missing) one.Document = null;
        await Lookup(_session, key).FindAsync(missing).ConfigureAwait(false);
        for (var i = 0; i < made.Length; i++) missing[i].Document ??= made[i];
    }

    // A save that fails on several documents tells of all of them.
    private static DocumentAlreadyExistsException? TakenIn(Exception failure) => failure switch
    {
        DocumentAlreadyExistsException one => IsTaken(one) ? one : null,
        AggregateException many when many.InnerExceptions.All(IsTaken) => (DocumentAlreadyExistsException)many.InnerExceptions[0],
        _ => null,
    };

    private static bool IsTaken(Exception failure) => failure is DocumentAlreadyExistsException taken and not DuplicateKeyException
        && (taken.DocumentType.IsAssignableFrom(typeof(T)) || typeof(T).IsAssignableFrom(taken.DocumentType));

    private async Task CommitAsync(List<Wanted<T>> missing, UniqueKey? key)
    {
        var connection = SideConnection.ForTransaction(_session.Database, waitsForNobody: _state.Locks.Count > 0);
        await using (connection.ConfigureAwait(false))
        {
            await connection.OpenAsync(_token).ConfigureAwait(false);
            var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.ReadCommitted, _token).ConfigureAwait(false);
            await using (transaction.ConfigureAwait(false))
            {
                var options = SessionOptions.ForTransaction(transaction);
                options.TenantId = _session.TenantId;
                var session = _session.DocumentStore.OpenSession(options.WithTracking(DocumentTracking.None));
                await using (session.ConfigureAwait(false))
                {
                    (session.LastModifiedBy, session.CorrelationId, session.CausationId) = (_root.LastModifiedBy, _root.CorrelationId, _root.CausationId);
                    await new UniqueResolver<T>(session, _deleted, _token).MakeAsync(missing, key).ConfigureAwait(false);
                    await session.SaveChangesAsync(_token).ConfigureAwait(false);
                    await transaction.CommitAsync(_token).ConfigureAwait(false);
                }
            }
        }
    }
}
