using Marten.Engine.Documents;
using Npgsql;

namespace Marten.Engine.Events.Daemon;

/// <summary>Keeps what a rebuild makes in memory, so that a document is not read and written with every page that has an event of it.</summary>
/// <param name="storage">The documents.</param>
/// <param name="isComplete">Whether what is not known does not exist.</param>
/// <param name="mostKept">How many documents are kept that are written already.</param>
internal sealed class RebuildCache<T>(DocumentStorage<T> storage, bool isComplete, int mostKept) : IRebuildCache where T : notnull
{
    private readonly Dictionary<(string TenantId, object Id), CachedState<T>> _states = [];

    public int Unwritten { get; private set; }

    internal bool IsComplete { get; private set; } = isComplete;

    /// <param name="tenantId">Whose document it is.</param>
    /// <param name="id">Its id, as it is stored.</param>
    /// <param name="state">Null if there is none.</param>
    internal bool TryGet(string tenantId, object id, out T? state)
    {
        var isKnown = _states.TryGetValue((tenantId, id), out var known);
        state = isKnown ? known!.State : default;
        return isKnown || IsComplete;
    }

    /// <summary>Remembers what was read; null for nothing.</summary>
    internal void Remember(string tenantId, object id, T? state) => _states[(tenantId, id)] = new CachedState<T> { State = state, IsStored = state is not null };

    internal void Put(string tenantId, object id, T? state, long revision)
    {
        if (!_states.TryGetValue((tenantId, id), out var known)) _states.Add((tenantId, id), known = new CachedState<T>());
        known.State = state;
        known.Revision = revision;
        if (known.IsUnwritten) return;
        known.IsUnwritten = true;
        Unwritten++;
    }

    public void QueueKnown(DocumentSessionBase session)
    {
        foreach (var ((tenantId, id), state) in _states)
        {
            if (state is not { IsUnwritten: true, IsStored: true }) continue;
            if (state.State is { } document) storage.QueueProjected(session.In(tenantId), document, id, state.Revision);
            else storage.QueueProjectedDeletion(session.In(tenantId), id, hard: true);
        }
    }

    public async Task CopyNewAsync(NpgsqlConnection connection, bool mayMeet, CancellationToken token)
    {
        var fresh = _states.Where(s => s.Value is { IsUnwritten: true, IsStored: false, State: not null })
            .Select(s => new Projected<T>(s.Key.TenantId, s.Value.State!, s.Value.Revision));
        if (!fresh.Any()) return;
        await storage.CopyProjectedAsync(connection, fresh, mayMeet, token).ConfigureAwait(false);
    }

    public void Written()
    {
        Unwritten = 0;
        if (_states.Count > mostKept)
        {
            // From here on what is not known may be in the database.
            _states.Clear();
            IsComplete = false;
            return;
        }

        foreach (var state in _states.Values)
        {
            if (state.IsUnwritten) state.IsStored = state.State is not null;
            state.IsUnwritten = false;
        }
    }
}
