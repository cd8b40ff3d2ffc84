using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten;

/// <summary>A filter that is an equality, or several of them joined by <c>&amp;&amp;</c>, taken apart.</summary>
internal sealed class KeyFilter(IReadOnlyList<KeyPart> parts)
{
    public IReadOnlyList<KeyPart> Parts { get; } = parts;

    /// <summary>The members it looks at, and how: the same for all filters that one query can serve.</summary>
    public string Shape { get; } = parts.Count == 1 && !parts[0].IgnoresCase
        ? parts[0].Member.Name
        : string.Join(", ", parts.Select(p => p.IgnoresCase ? $"{p.Member.Name} (in any case)" : p.Member.Name));

    /// <summary>Whether .NET tells equal keys as PostgreSQL does.</summary>
    public bool IsExact => Parts.All(p => p.IsExact);

    /// <summary>The values as the key of a dictionary.</summary>
    public object Key => KeyOf(static (part, _) => part.Value, null);

    /// <summary>Null when the filter is anything else.</summary>
    public static KeyFilter? Of(LambdaExpression filter)
    {
        List<KeyPart> parts = [];
        if (!KeyFilterParser.Collect(filter.Body, parts)) return null;
        return parts.DistinctBy(p => p.Member).Count() == parts.Count ? new KeyFilter(parts) : null;
    }

    /// <summary>The document's values in the members, to compare with <see cref="Key"/>.</summary>
    public object KeyOf(object document) => KeyOf(static (part, document) => part.Member.Read(document!), document);

    public bool Matches(object document) => Parts.All(p => p.Matches(document));

    private object KeyOf(Func<KeyPart, object?, object?> read, object? document)
    {
        if (Parts is [{ IgnoresCase: false } only] && read(only, document) is { } one) return one;
        var values = new object?[Parts.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = read(Parts[i], document);
            values[i] = Parts[i].IgnoresCase && value is string text ? text.ToUpperInvariant() : value;
        }

        return new KeyValues(values);
    }
}
