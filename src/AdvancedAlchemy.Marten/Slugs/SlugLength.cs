using System.Globalization;

namespace AdvancedAlchemy.Marten;

/// <summary>Keeps slugs within a length without tearing words or characters apart.</summary>
internal static class SlugLength
{
    public static string Cut(string slug, int maxLength = SlugLimits.MaxLength)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxLength, 1);
        if (slug.Length <= maxLength) return slug;

        var head = slug.AsSpan(0, maxLength);
        if (slug[maxLength] is not ('-' or '_'))
        {
            var boundary = head.LastIndexOfAny('-', '_');
            // a boundary near the start would throw most of the slug away: rather half a word than one word of many
            if (boundary >= maxLength / 2) head = head[..boundary];
            else if (char.IsHighSurrogate(head[^1])) head = head[..^1];
        }

        return head.TrimEnd("-_").ToString();
    }

    /// <summary><c>race</c>, <c>race-2</c>, <c>race-3</c>: the first has no suffix, and no result is longer than the limit.</summary>
    public static string WithNumber(string slug, long number, int maxLength = SlugLimits.MaxLength)
    {
        if (number <= 1) return Cut(slug, maxLength);
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        return string.Concat(Cut(slug, maxLength - suffix.Length), suffix);
    }
}
