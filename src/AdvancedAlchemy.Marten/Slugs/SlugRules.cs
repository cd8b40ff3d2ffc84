using System.Collections.Concurrent;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>What a store's settings and its types' attributes say about slugs.</summary>
internal sealed class SlugRules
{
    private readonly ConcurrentDictionary<Type, SlugTypeSettings> _types = new();
    private readonly HashSet<string> _reserved = new(StringComparer.OrdinalIgnoreCase);

    public bool KeepsOld => _types.Values.Any(t => t.KeepsOld);

    public void Reserve(IEnumerable<string> words) => Add(_reserved, words);

    public SlugTypeSettings For(Type type) => _types.GetOrAdd(type, static _ => new SlugTypeSettings());

    public SlugRule Of(Type type)
    {
        HashSet<string> reserved = new(_reserved, StringComparer.OrdinalIgnoreCase);
        PropertyInfo? scope = null;
        var keepsOld = false;
        var reusesOld = false;
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            if (!_types.TryGetValue(at, out var settings)) continue;
            scope ??= settings.Scope;
            keepsOld |= settings.KeepsOld;
            reusesOld |= settings.ReusesOld;
            reserved.UnionWith(settings.Reserved);
        }

        scope ??= Declared(type);
        return new SlugRule(scope is null ? null : new SlugScope(scope), reserved, keepsOld, reusesOld);
    }

    internal static void Add(HashSet<string> reserved, IEnumerable<string> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        foreach (var word in words)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(word, nameof(words));
            reserved.Add(word);
        }
    }

    private static PropertyInfo? Declared(Type type) => type.GetProperties().Where(p => p.IsDefined(typeof(SlugScopeAttribute))).ToArray() switch
    {
        [] => null,
        [var scope] => scope,
        _ => throw new InvalidOperationException($"{type.Name} has [SlugScope] twice. Slugs are unique within one property: declare one that holds both values."),
    };
}

/// <summary>What the settings say about one type.</summary>
internal sealed class SlugTypeSettings
{
    public PropertyInfo? Scope { get; set; }

    public HashSet<string> Reserved { get; } = new(StringComparer.OrdinalIgnoreCase);

    public bool KeepsOld { get; set; }

    public bool ReusesOld { get; set; }
}
