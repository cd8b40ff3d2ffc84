using System.Security.Cryptography;
using Npgsql;

namespace AdvancedAlchemy.Marten;

/// <summary>The documents of one type and tenant that wait for slugs in a save.</summary>
internal sealed class SlugBatch(DocumentModel model, string tenantId)
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789";

    private readonly List<ISlugged> _waiting = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);
    private readonly List<string> _bases = [];
    private List<(ISlugged Document, int Base)> _plan = [];

    public DocumentModel Model { get; } = model;

    public string TenantId { get; } = tenantId;

    public bool IsWaiting => _bases.Count > 0;

    public void Wait(ISlugged document) => _waiting.Add(document);

    /// <summary>A slug that another document of the save brings along.</summary>
    public void Use(string slug) => _used.Add(slug);

    /// <summary>Makes the slugs that uniqueness may still change. Sources without usable characters get a random one at once.</summary>
    public void Plan(ISlugifier slugifier)
    {
        Dictionary<string, int> indexes = new(StringComparer.Ordinal);
        foreach (var document in _waiting)
        {
            var slug = SlugLength.Cut(slugifier.Slugify(document.SlugSource));
            if (slug.Length == 0)
            {
                document.Slug = RandomNumberGenerator.GetString(Letters, 12);
                continue;
            }

            if (!indexes.TryGetValue(slug, out var index))
            {
                indexes.Add(slug, index = _bases.Count);
                _bases.Add(slug);
            }

            _plan.Add((document, index));
        }
    }

    public void AddLocks(SortedSet<long> locks, DocumentTable table)
    {
        foreach (var slug in _bases) locks.Add(AdvisoryLock.Key("slug", table, TenantId, SlugStem.Of(slug)));
    }

    public void AddParameters(NpgsqlParameterCollection parameters, string suffix)
    {
        parameters.AddWithValue("b" + suffix, _bases.ToArray());
        parameters.AddWithValue("c" + suffix, SlugSearch.Cuts(_bases));
        parameters.AddWithValue("k" + suffix, Needed());
    }

    /// <summary>Gives each document the first free slug of its base that none before it in this save has.</summary>
    public void Assign(ILookup<int, long> free)
    {
        var queues = free.ToDictionary(g => g.Key, g => new Queue<long>(g));
        foreach (var (document, index) in _plan)
        {
            string slug;
            do
            {
                if (!queues.TryGetValue(index, out var numbers) || !numbers.TryDequeue(out var number))
                {
                    throw new InvalidOperationException($"No slug is free for '{_bases[index]}' of {Model.Type.Name}: thousands with that name were stored and some deleted. Set the slug yourself.");
                }

                slug = SlugLength.WithNumber(_bases[index], number);
            }
            while (!_used.Add(slug));

            document.Slug = slug;
        }
    }

    // as many as documents that may end up with slugs of this base, also those that another base or the caller brings along
    private int[] Needed()
    {
        Dictionary<string, int> stems = new(StringComparer.Ordinal);
        foreach (var (_, index) in _plan) Count(_bases[index]);
        foreach (var slug in _used) Count(slug);
        return [.. _bases.Select(b => stems[SlugStem.Of(b)])];

        void Count(string slug)
        {
            var stem = SlugStem.Of(slug);
            stems[stem] = stems.GetValueOrDefault(stem) + 1;
        }
    }
}
