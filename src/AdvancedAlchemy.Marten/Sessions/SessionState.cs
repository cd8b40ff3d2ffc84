using System.Runtime.CompilerServices;
using JasperFx;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>What the layer remembers for a session, as long as the session lives.</summary>
internal sealed class SessionState
{
    private static readonly ConditionalWeakTable<IDocumentSession, SessionState> _states = [];
    private readonly List<IStamped> _stamped = [];
    private readonly List<IUserAudited> _users = [];
    private readonly List<(IRevisioned Document, int Revision)> _reached = [];
    private readonly List<ISlugged> _slugged = [];
    private StaleWrites? _staleWrites;
    private Stamper? _stamper;
    private string? _isolated;

    /// <summary>How many scopes without stamps are open.</summary>
    public int WithoutStamps { get; set; }

    /// <summary>What <c>AsUniqueAsync</c> has returned in this unit of work, by type, tenant and key.</summary>
    public Dictionary<(Type, string, object), object> Unique { get; } = [];

    /// <summary>Those of them that were made, and are to be inserted.</summary>
    public HashSet<object> Made { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>The slugs made in the transaction, under an isolation level where others cannot be looked up where these are.</summary>
    public List<(SlugBatchKey Batch, object? Scope, string Slug)> IsolatedSlugs { get; } = [];

    /// <summary>The advisory locks that the session's transaction holds.</summary>
    public HashSet<long> Locks { get; } = [];

    /// <summary>Those taken before the last save. They are held still if the transaction is the caller's own.</summary>
    public HashSet<long>? EarlierLocks { get; set; }

    public static SessionState Of(IDocumentSession session) => _states.TryGetValue(session, out var state) ? state : _states.GetValue(session, static _ => new SessionState());

    public static SessionState? Find(IDocumentSession session) => _states.TryGetValue(session, out var state) ? state : null;

    /// <summary>Counts the saves begun, so that an operation left behind by a failed one knows that it is not meant any more.</summary>
    public int Save { get; private set; }

    /// <summary>Forgets the save before, which has failed if it is still remembered.</summary>
    public void BeginSave()
    {
        Save++;
        _stamped.Clear();
        _users.Clear();
        _reached.Clear();
        _slugged.Clear();
        // a save that fails takes locks and loaded documents with it; pending ones are found among the pending changes
        Unique.Clear();
        if (Locks.Count > 0) (EarlierLocks ??= []).UnionWith(Locks);
        Locks.Clear();
        Made.Clear();
        _staleWrites?.Cancel();
        _staleWrites = null;
        _stamper = null;
    }

    /// <summary>The one reading of the clock, and the one question for the user, of the save.</summary>
    public Stamper Stamper(AdvancedAlchemyOptions options, string? user) => _stamper ??= Marten.Stamper.For(options, user);

    /// <summary>The document's stamps are its own once the save is committed.</summary>
    public void Stamped(object document)
    {
        if (document is IStamped stamped) _stamped.Add(stamped);
        if (document is IUserAudited users) _users.Add(users);
    }

    /// <summary>The document's slug is its own once the save is committed.</summary>
    public void Slugged(ISlugged document)
    {
        ProvisionalSlugs.Add(document);
        _slugged.Add(document);
    }

    /// <summary>The document is to know the revision of its row once the save is committed.</summary>
    public void Reached(IRevisioned document, int revision) => _reached.Add((document, revision));

    /// <summary>Forgets the slugs of a transaction that has ended: its own slugs are committed, or nobody's.</summary>
    /// <remarks>The end of a save does not tell: a transaction of the caller's own goes on after it.</remarks>
    public void EnterIsolated(string transaction)
    {
        if (_isolated != transaction) IsolatedSlugs.Clear();
        _isolated = transaction;
    }

    public void Watch(StaleWrites staleWrites) => _staleWrites = staleWrites;

    public void Committed()
    {
        foreach (var document in _stamped) document.Stamps.Settle();
        foreach (var document in _users) ProvisionalUsers.Settle(document);
        foreach (var (document, revision) in _reached) document.Version = revision;
        foreach (var document in _slugged) ProvisionalSlugs.Settle(document);
        _slugged.Clear();
        _stamped.Clear();
        _users.Clear();
        _reached.Clear();
        Unique.Clear();
        Made.Clear();
        _staleWrites = null;
    }
}
