namespace AdvancedAlchemy.Marten;

/// <summary>What all slugs have in common that could become the same: <c>race</c>, <c>race-2</c> and <c>race-2-1</c> have <c>race</c>.</summary>
internal static class SlugStem
{
    // a number at the end of a long slug shortens it, to less than half of what is left in no case
    private const int Length = 40;

    public static string Of(string slug)
    {
        var stem = slug.AsSpan();
        for (var hyphen = stem.LastIndexOf('-'); hyphen > 0 && IsNumber(stem[(hyphen + 1)..]); hyphen = stem.LastIndexOf('-')) stem = stem[..hyphen];
        return stem[..Math.Min(stem.Length, Length)].TrimEnd("-_").ToString();
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
