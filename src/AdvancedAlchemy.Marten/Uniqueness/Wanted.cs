using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten;

/// <summary>A document that is to be found or made.</summary>
internal sealed class Wanted<T>(object? key, Expression<Func<T, bool>> filter, Func<T> create) where T : class
{
    private Func<T, bool>? _matches;

    /// <summary>What the unit of work remembers it by; null when it does not.</summary>
    public object? Key { get; } = key;

    public Expression<Func<T, bool>> Filter { get; } = filter;

    /// <summary>The filter as member and value, if it is one equality.</summary>
    public Equality? Equality { get; } = Equality.Of(filter);

    public T? Document { get; set; }

    public bool IsCreated { get; set; }

    public T Create() => create();

    public bool Matches(T document) => Equality is { } equality
        ? Equals(equality.Member.Read(document), equality.Value)
        : (_matches ??= Filter.Compile(preferInterpretation: true))(document);
}
