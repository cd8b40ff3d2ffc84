using System.Security.Cryptography;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The documents of one table and tenant that a save looks at for their slugs.</summary>
internal sealed class SlugBatch(SlugBatchKey key)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly HashSet<ISlugged> _waiting = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<(object? Scope, string Slug)> _used = [];
    private readonly HashSet<(object? Scope, string Slug)> _expected = [];
    private readonly List<SlugBase> _bases = [];
    private readonly Dictionary<SlugBase, int> _indexes = [];
    private readonly List<(ISlugged Document, object? Scope, SlugRule Rule, List<int> Bases)> _plan = [];
    private readonly List<(ISlugged Document, object? Scope)> _reserved = [];
    private readonly HashSet<ISlugged> _watched = new(ReferenceEqualityComparer.Instance);
    private ILookup<int, long> _free = Array.Empty<(int, long)>().ToLookup(f => f.Item1, f => f.Item2);

    public SlugBatchKey Key { get; } = key;

    public SlugTable Table => Key.Table;

    public OwnSlugs Own { get; } = new(key.Table);

    public bool Searches => _bases.Count > 0;

    public bool Asks => Searches || Own.Asks;

    /// <summary>A document without a slug.</summary>
    public void Wait(ISlugged document, DocumentModel model, bool mayBeStored, ISlugifier slugifier)
    {
        if (!_waiting.Add(document)) return;
        if (mayBeStored) Watch(document);
        var scope = ScopeOf(document);
        var bases = SlugBase.AllOf(document, slugifier).ConvertAll(slug => IndexOf(new SlugBase(scope, slug, model.Slugs.IsReserved(slug))));
        _plan.Add((document, scope, model.Slugs, bases));
    }

    /// <summary>A document with a reserved slug, which it may have had before the slug was reserved.</summary>
    public void Suspect(ISlugged document)
    {
        Watch(document);
        _reserved.Add((document, ScopeOf(document)));
    }

    /// <summary>A document that may have had another slug.</summary>
    public void Watch(ISlugged document)
    {
        Own.Ask(document);
        if (Table.Old is not null) _watched.Add(document);
    }

    /// <summary>A slug that another document of the save brings along.</summary>
    public void Use(ISlugged document) => Use(ScopeOf(document), document.Slug);

    /// <summary>A slug that an earlier save has made, which is taken if that was in the same transaction.</summary>
    public void Expect(object? scope, string slug) => _expected.Add((scope, slug));

    /// <summary>The earlier saves were in the same transaction.</summary>
    public void UseExpected() => _used.UnionWith(_expected);

    private void Use(object? scope, string slug) => _used.Add((scope, slug));

    public void AddLocks(SortedSet<long> locks)
    {
        foreach (var slug in _bases) locks.Add(AdvisoryLock.Key("slug", Table.Table, Key.TenantId, SlugStem.Of(slug.Slug) + "\0" + slug.Scope));
    }

    public void AddParameters(NpgsqlParameterCollection parameters, string suffix) =>
        Table.Search.AddParameters(parameters, suffix, Key.WithinNull, Key.TenantId, _bases, Needed(),
            _plan.SelectMany(p => p.Bases.Select(b => (b + 1, Table.Table.IdOf(p.Document)))));

    public void Found(IEnumerable<(int Index, long Number)> free) => _free = free.ToLookup(f => f.Index, f => f.Number);

    /// <summary>Gives each document its own slug, or the first free one that none before it in this save has.</summary>
    public void Assign(SessionState state, bool isolated)
    {
        foreach (var (document, scope) in _reserved)
        {
            if (Own.In(scope, document) != document.Slug) throw new ReservedSlugException(document.GetType(), document.Slug);
        }

        var queues = _free.ToDictionary(g => g.Key, g => new LinkedList<long>(g));
        foreach (var (document, scope, rule, bases) in _plan)
        {
            document.Slug = Kept(document, scope, rule, bases) ?? Candidate(scope, rule, bases, queues) ?? Numbered(document, scope, rule, bases, queues);
            state.Slugged(document);
            if (isolated) state.IsolatedSlugs.Add((Key, scope, document.Slug));
        }
    }

    /// <summary>Keeps the slugs that change with this save.</summary>
    public void Remember(IDocumentSession session, SaveListener layer, SessionState state)
    {
        foreach (var document in _watched)
        {
            if (Own.Of(document) is not { Slug: { Length: > 0 } slug } own) continue;
            var scope = ScopeOf(document);
            if (slug == document.Slug && Equals(own.Scope, scope)) continue;
            OldSlug old = Table.Old!.Make(Key.TenantId, own.Scope, slug, document, Stamp.Now(layer.Options.TimeProvider));
            var json = session.DocumentStore.Options.Serializer().ToJson(old);
            session.QueueOperation(new OldSlugWrite(state, Table.Old, Key.TenantId, old.Id, json, Table.Old.Key(Key.TenantId, scope, document.Slug)));
        }
    }

    private object? ScopeOf(ISlugged document) => Table.Scope?.Of(document);

    private int IndexOf(SlugBase slug)
    {
        if (_indexes.TryGetValue(slug, out var index)) return index;
        _indexes.Add(slug, index = _bases.Count);
        _bases.Add(slug);
        return index;
    }

    private string? Kept(ISlugged document, object? scope, SlugRule rule, List<int> bases) =>
        bases.Count > 0 && Own.In(scope, document) is { } own && !rule.IsReserved(own)
            && SlugBase.AreOf(own, bases.ConvertAll(b => _bases[b].Slug)) && _used.Add((scope, own)) ? own : null;

    private string? Candidate(object? scope, SlugRule rule, List<int> bases, Dictionary<int, LinkedList<long>> queues)
    {
        foreach (var index in bases)
        {
            if (rule.IsReserved(_bases[index].Slug) || !queues.TryGetValue(index, out var numbers) || numbers.First is not { Value: 1 }) continue;
            if (_used.Add((scope, _bases[index].Slug))) return _bases[index].Slug;
        }

        return null;
    }

    private string Numbered(ISlugged document, object? scope, SlugRule rule, List<int> bases, Dictionary<int, LinkedList<long>> queues)
    {
        if (bases.Count == 0) return RandomNumberGenerator.GetString(Letters, 12);
        var slug = _bases[bases[0]].Slug;
        if (queues.TryGetValue(bases[0], out var numbers))
        {
            while (numbers.First is { Value: var number })
            {
                numbers.RemoveFirst();
                var made = SlugLength.WithNumber(slug, number);
                if (!rule.IsReserved(made) && _used.Add((scope, made))) return made;
            }
        }

        throw new InvalidOperationException($"No slug is free for '{slug}' of {document.GetType().Name}: thousands with that name were stored and some deleted. Set the slug yourself.");
    }

    // as many as documents that may end up with slugs of this base, also those that another base or the caller brings along
    private int[] Needed()
    {
        Dictionary<(object?, string), int> stems = [];
        foreach (var (_, _, _, bases) in _plan)
        {
            foreach (var index in bases) Count(_bases[index].Scope, _bases[index].Slug);
        }

        foreach (var (scope, slug) in _used.Union(_expected)) Count(scope, slug);
        return [.. _bases.Select(b => stems[(b.Scope, SlugStem.Of(b.Slug))] + Table.Model.Slugs.ReservedNear(b.Slug))];

        void Count(object? scope, string slug)
        {
            var stem = (scope, SlugStem.Of(slug));
            stems[stem] = stems.GetValueOrDefault(stem) + 1;
        }
    }
}
