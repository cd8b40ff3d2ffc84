using System.Globalization;
using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>Text made fit for slugs that keep every script: well formed, and NFKC where the runtime can normalise.</summary>
internal static class UnicodeText
{
    // the limit of the Stream-Safe Text Format (UAX 15): sorting longer runs of marks takes quadratic time
    private const int MaxMarks = 30;

    public static string Compose(string text) =>
        Ascii.IsValid(text) ? text : WellFormed(text, plainDashes: false).Normalize(NormalizationForm.FormKC);

    public static string ComposeWithPlainDashes(string text) =>
        Ascii.IsValid(text) ? text : WellFormed(text, plainDashes: true).Normalize(NormalizationForm.FormKC);

    public static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;

    private static string WellFormed(string text, bool plainDashes)
    {
        var result = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = IsMark(rune) ? marks + 1 : 0;
            // Normalize refuses the noncharacter U+FFFE as it does lone surrogates, which the enumerator has replaced
            if (marks > MaxMarks || rune.Value == 0xFFFE) continue;
            if (plainDashes && rune.Value == '♯') result.Append('#');
            else if (plainDashes && Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation) result.Append('-');
            else result.Append(rune);
        }

        return result.ToString();
    }
}
