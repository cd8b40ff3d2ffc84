using System.Globalization;
using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>Lower case by Unicode's full rules where they matter for slugs; the runtime has only the simple ones.</summary>
internal static class LowerCase
{
    /// <param name="rune">The character.</param>
    /// <param name="text">The text it stands in.</param>
    /// <param name="next">The index just after it.</param>
    public static Rune Of(Rune rune, string text, int next) => rune.Value switch
    {
        // in full, i with a dot above; the dot is a mark that no slug keeps
        'İ' => new Rune('i'),
        'Σ' when IsCased(Before(text, next - 1)) && !IsCased(After(text, next)) => new Rune('ς'),
        _ => Rune.ToLowerInvariant(rune),
    };

    private static Rune? Before(string text, int end)
    {
        while (end > 0)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var rune, out var length);
            if (!IsIgnorable(rune)) return rune;
            end -= length;
        }

        return null;
    }

    private static Rune? After(string text, int start)
    {
        while (start < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(start), out var rune, out var length);
            if (!IsIgnorable(rune)) return rune;
            start += length;
        }

        return null;
    }

    private static bool IsCased(Rune? rune) => rune is { } letter && Rune.GetUnicodeCategory(letter) <= UnicodeCategory.TitlecaseLetter;

    private static bool IsIgnorable(Rune rune) => rune.Value is '\'' or '.' or ':' or '·' or '’' or '‘' or '․' or '‧'
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
}
