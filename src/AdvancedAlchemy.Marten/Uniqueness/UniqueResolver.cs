using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>Finds or makes documents: the unit of work first, then the database, then under a lock.</summary>
internal sealed class UniqueResolver<T> where T : class
{
    private readonly IDocumentSession _session;
    private readonly CancellationToken _token;
    private readonly SessionState _state;
    private readonly DocumentTable _table;

    public UniqueResolver(IDocumentSession session, CancellationToken token)
    {
        _session = session;
        _token = token;
        _table = LayerOf.Session(session).Model(typeof(T)).Table(session);
        _state = SessionState.Of(session);
    }

    private long Lock => AdvisoryLock.Key("unique", _table, _session.TenantId);

    public async Task ResolveAsync(IReadOnlyList<Wanted<T>> wanted, UniqueScope scope)
    {
        if (wanted.Count == 0) return;
        UniqueIndexes.Assert(_table, wanted[0]);
        FindInUnitOfWork(wanted);
        var rest = Missing(wanted);
        if (rest.Count == 0) return;

        await UniqueLookup.FindAsync(_session, _table, rest, _token).ConfigureAwait(false);
        var missing = Missing(rest);
        if (missing.Count > 0)
        {
            // who holds the lock already would wait for himself
            if (scope == UniqueScope.Immediate && !_state.Locks.Contains(Lock)) await MakeAtOnceAsync(missing).ConfigureAwait(false);
            else await MakeAsync(missing).ConfigureAwait(false);
        }

        foreach (var one in rest)
        {
            if (one.Key is not null) _state.Unique[(typeof(T), _session.TenantId, one.Key)] = one.Document!;
        }
    }

    private static List<Wanted<T>> Missing(IReadOnlyList<Wanted<T>> wanted) => [.. wanted.Where(w => w.Document is null)];

    private void FindInUnitOfWork(IReadOnlyList<Wanted<T>> wanted)
    {
        HashSet<object>? pending = null;
        Dictionary<object, T>? byValue = null;
        foreach (var one in wanted)
        {
            if (one.Key is not null && _state.Unique.TryGetValue((typeof(T), _session.TenantId, one.Key), out var known))
            {
                // one that was made here and taken back since, by Eject or so, is not to be returned
                if (!_state.Made.Contains(known) || Pending().Contains(known)) one.Document = (T)known;
            }

            if (one.Document is not null || Pending().Count == 0) continue;
            one.Document = one.Equality is { } equality ? ByValue(equality.Member).GetValueOrDefault(equality.Value) : Pending().Cast<T>().FirstOrDefault(one.Matches);
        }

        HashSet<object> Pending() => pending ??= new HashSet<object>(_session.PendingChanges.AllChangedFor<T>()!, ReferenceEqualityComparer.Instance);

        Dictionary<object, T> ByValue(MemberPath member)
        {
            if (byValue is not null) return byValue;
            byValue = [];
            foreach (T document in Pending())
            {
                if (member.Read(document) is { } value) byValue.TryAdd(value, document);
            }

            return byValue;
        }
    }

    private async Task MakeAsync(List<Wanted<T>> missing)
    {
        // before the lock: ids may need a connection of their own, and whoever holds the lock must not wait for one
        var made = missing.Select(Make).ToArray();
        await AssignIdsAsync(made).ConfigureAwait(false);
        await _session.BeginTransactionAsync(_token).ConfigureAwait(false);
        if (await LockAndLookAsync(missing).ConfigureAwait(false) is { } look) await UniqueLookup.FindAsync(look, _table, missing, _token).ConfigureAwait(false);
        for (var i = 0; i < missing.Count; i++)
        {
            if (missing[i].Document is not null) continue;
            _session.Insert(made[i]);
            _state.Made.Add(made[i]);
            missing[i].Document = made[i];
            missing[i].IsCreated = true;
        }
    }

    private async Task MakeAtOnceAsync(List<Wanted<T>> missing)
    {
        var session = _session.DocumentStore.LightweightSession(_session.TenantId);
        await using (session.ConfigureAwait(false))
        {
            session.LastModifiedBy = _session.LastModifiedBy;
            await new UniqueResolver<T>(session, _token).MakeAsync(missing).ConfigureAwait(false);
            await session.SaveChangesAsync(_token).ConfigureAwait(false);
        }

        // the caller gets what his own session tracks; a snapshot older than the documents cannot show them
        var made = missing.Select(w => w.Document).ToArray();
        foreach (var one in missing) one.Document = null;
        await UniqueLookup.FindAsync(_session, _table, missing, _token).ConfigureAwait(false);
        for (var i = 0; i < made.Length; i++) missing[i].Document ??= made[i];
    }

    private T Make(Wanted<T> wanted)
    {
        var document = wanted.Create() ?? throw new InvalidOperationException($"Create of {typeof(T).Name} returned null.");
        if (wanted.Equality is not { } equality) return document;
        if (document is ISlugged { Slug: null or "" } slugged && equality is { Member.Name: nameof(ISlugged.Slug), Value: string slug }) slugged.Slug = slug;
        if (!wanted.Matches(document))
        {
            throw new InvalidOperationException(
                $"The new {typeof(T).Name} has '{equality.Member.Read(document)}' in {equality.Member.Name}, but is looked for with '{equality.Value}': "
                + "it would be made again and again. Let Create and UniqueFilter agree.");
        }

        return document;
    }

    private async Task AssignIdsAsync(T[] made)
    {
        if (_table.Numbers is not { } numbers || made.All(d => numbers.Get(d) != 0)) return;
        if (_table.Mapping.HiloSettings.MaxLo < made.Length)
        {
            await _session.ReserveIdsAsync(made, _token).ConfigureAwait(false);
            return;
        }

        // Marten gives numbers of its current block when a document is queued
        foreach (var document in made)
        {
            _session.Insert(document);
            _session.Eject(document);
        }
    }

    /// <summary>Takes the lock; what others have committed meanwhile is seen afterwards.</summary>
    /// <returns>The session to look in again; null when nothing has come.</returns>
    private async Task<IQuerySession?> LockAndLookAsync(List<Wanted<T>> missing)
    {
        NpgsqlCommand command = new("select current_setting('transaction_isolation'), pg_advisory_xact_lock(@lock)");
        command.Parameters.AddWithValue("lock", Lock);
        var member = UniqueLookup.CommonMember(missing);
        if (member is not null)
        {
            command.CommandText += $"; select 1 from {_table.Name} where {UniqueLookup.Condition(_table, member, "@values", "@tenant")} limit 1";
            command.Parameters.AddWithValue("values", UniqueLookup.Values(member, missing));
            command.Parameters.AddWithValue("tenant", _session.TenantId);
        }

        var reader = await _session.ExecuteReaderAsync(command, _token).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            await reader.ReadAsync(_token).ConfigureAwait(false);
            var isolation = reader.GetString(0);
            _state.Locks.Add(Lock);
            if (isolation != "read committed") return _state.Outside ??= _session.DocumentStore.QuerySession(_session.TenantId);
            if (member is null) return _session;
            await reader.NextResultAsync(_token).ConfigureAwait(false);
            return await reader.ReadAsync(_token).ConfigureAwait(false) ? _session : null;
        }
    }
}
