namespace AdvancedAlchemy.Marten.Conformance.Stores;

/// <summary>Titles that no other test has, of letters only, so that their slugs are known.</summary>
public static class Titles
{
    private static int _count;

    public static string Next(string word)
    {
        var n = Interlocked.Increment(ref _count);
        var letters = "";
        for (; n > 0; n /= 20) letters = (char)('a' + (n % 20)) + letters;
        return $"{word} x{letters}";
    }

    public static string Slug(string title) => title.Replace(' ', '-').ToLowerInvariant();
}
