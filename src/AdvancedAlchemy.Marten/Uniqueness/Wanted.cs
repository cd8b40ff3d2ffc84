using System.Linq.Expressions;

namespace AdvancedAlchemy.Marten;

/// <summary>A document that is to be found or made.</summary>
internal sealed class Wanted<T>(object? key, Expression<Func<T, bool>> filter, Func<T> create) where T : class
{
    private Func<T, bool>? _matches;

    /// <summary>What the unit of work remembers it by; null when it does not.</summary>
    public object? Key { get; } = key;

    public Expression<Func<T, bool>> Expression { get; } = filter;

    /// <summary>The filter taken apart; null when it is more than equalities.</summary>
    public KeyFilter? Filter { get; } = KeyFilter.Of(filter);

    /// <summary>The filter's one equality, if the value is sent as it is.</summary>
    public KeyPart? Plain => Filter is { Parts: [{ IgnoresCase: false, Value: string or Guid or int or long } only] } && only.Member.Type == only.Value.GetType() ? only : null;

    public T? Document { get; set; }

    public bool IsCreated { get; set; }

    public T Create() => create();

    public bool Matches(T document) => Filter?.Matches(document) ?? (_matches ??= Expression.Compile(preferInterpretation: true))(document);
}
