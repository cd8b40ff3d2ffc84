using System.Globalization;
using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>The last step of every slug: lower case, what is no letter or digit out, blanks and hyphens to one hyphen, ends trimmed.</summary>
internal static class SlugCharacters
{
    public static string Join(string text, bool keepMarks)
    {
        var slug = new StringBuilder(text.Length);
        var gap = false;
        var attached = false;
        for (var i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            i += length;
            if (IsBlankOrHyphen(rune))
            {
                gap = slug.Length > 0;
                attached = false;
                continue;
            }

            if (!(IsWord(rune) || (keepMarks && attached && IsKeptMark(rune))))
            {
                attached = false;
                continue;
            }

            if (rune.Value == '_' && slug.Length == 0) continue;
            if (gap) slug.Append('-');
            gap = false;
            attached = rune.Value != '_';
            slug.Append(LowerCase.Of(rune, text, i));
        }

        while (slug.Length > 0 && slug[^1] is '-' or '_') slug.Length--;
        return slug.ToString();
    }

    private static bool IsBlankOrHyphen(Rune rune) => rune.Value is '-' or (>= 0x1C and <= 0x1F) || Rune.IsWhiteSpace(rune);

    private static bool IsWord(Rune rune) => rune.Value == '_' || Rune.GetUnicodeCategory(rune)
        is <= UnicodeCategory.OtherLetter
        or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    /// <summary>Vowel signs and accents, but not what picks an emoji's look.</summary>
    private static bool IsKeptMark(Rune rune) =>
        UnicodeText.IsMark(rune) && Rune.GetUnicodeCategory(rune) != UnicodeCategory.EnclosingMark
        && rune.Value is not ((>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF));
}
