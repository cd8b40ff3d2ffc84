namespace AdvancedAlchemy.Marten;

/// <summary>The values of a key of several members, to be looked up in a dictionary.</summary>
internal sealed class KeyValues(object?[] values) : IEquatable<KeyValues>
{
    private readonly object?[] _values = values;

    public bool Equals(KeyValues? other) => other is not null && _values.AsSpan().SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as KeyValues);

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (var value in _values) hash.Add(value);
        return hash.ToHashCode();
    }
}
