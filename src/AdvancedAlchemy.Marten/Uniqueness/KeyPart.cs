namespace AdvancedAlchemy.Marten;

/// <summary>One equality of a filter: <c>document.Member == value</c>.</summary>
/// <param name="Member">The member.</param>
/// <param name="Value">What it is to be; of the member's own type, or null.</param>
/// <param name="IgnoresCase">Whether upper and lower case are the same.</param>
internal sealed record KeyPart(MemberPath Member, object? Value, bool IgnoresCase)
{
    /// <summary>Whether .NET and PostgreSQL agree on what is equal.</summary>
    public bool IsExact => !IgnoresCase && (Bare.IsEnum || Bare == typeof(string) || Bare == typeof(Guid) || Bare == typeof(int) || Bare == typeof(long) || Bare == typeof(short) || Bare == typeof(bool));

    private Type Bare => Nullable.GetUnderlyingType(Member.Type) ?? Member.Type;

    public bool Matches(object document)
    {
        var value = Member.Read(document);
        return Equals(value, Value) || (IgnoresCase && value is string text && Value is string other && IsSameInSomeCase(text, other));
    }

    // the database decides what is the same; this is to find out what cannot be
    private static bool IsSameInSomeCase(string text, string other) =>
        string.Equals(text, other, StringComparison.OrdinalIgnoreCase)
        || string.Equals(text.ToLowerInvariant(), other.ToLowerInvariant(), StringComparison.Ordinal)
        || string.Equals(text.ToUpperInvariant(), other.ToUpperInvariant(), StringComparison.Ordinal);
}
