using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>Reads out the symbols that carry a name's meaning. <see cref="Slugifier.Default"/> documents the table.</summary>
internal static class SymbolWords
{
    private const string Symbols = "#+&@%.";

    public static string ReadOut(string text)
    {
        if (text.AsSpan().IndexOfAny(Symbols) < 0) return text;

        var result = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var word = Symbols.Contains(text[i], StringComparison.Ordinal) ? WordFor(text, i) : null;
            if (word is null) result.Append(text[i]);
            else result.Append('-').Append(word).Append('-');
        }

        return result.ToString();
    }

    private static string? WordFor(string text, int i) => text[i] switch
    {
        '#' when IsWord(text, i - 1) && (!IsWord(text, i + 1) || IsLoneLetter(text, i - 1)) => "sharp",
        '+' when EndsWord(text, i) || IsBetween(text, i) => "plus",
        '&' when IsWordOrSymbol(text, BeforeBlanks(text, i)) && IsWordOrSymbol(text, AfterBlanks(text, i)) => "and",
        '@' when (IsWord(text, i - 1) && IsWord(text, i + 1)) || IsBetween(text, i) => "at",
        '%' when IsDigit(text, BeforeBlanks(text, i)) && !IsWord(text, i + 1) => "percent",
        '.' when IsDigit(text, i - 1) && IsDigit(text, i + 1) => "",
        '.' when BeginsWord(text, i) => "dot",
        _ => null,
    };

    // the pluses before this one were read out too, so a run is looked at from its end only: linear for any input
    private static bool EndsWord(string text, int i) =>
        IsWord(text, i - 1) || (At(text, i - 1) == '+' && (IsWord(text, i - 2) || (At(text, i - 2) == '+' && IsWord(text, i - 3))));

    private static bool IsBetween(string text, int i) =>
        IsBlank(text, i - 1) && IsBlank(text, i + 1)
        && IsWordOrSymbol(text, BeforeBlanks(text, i)) && IsWordOrSymbol(text, AfterBlanks(text, i));

    // after a closing bracket or quote a point ends a sentence whose blank is missing: it begins nothing there
    private static bool BeginsWord(string text, int i) =>
        IsWord(text, i + 1) && !IsDigit(text, i + 1)
        && (IsOpen(text, i - 1) || (At(text, i - 1) is '"' or '\'' or '`' && IsOpen(text, i - 2)));

    private static bool IsOpen(string text, int i) => i < 0 || IsBlank(text, i) || At(text, i) is '(' or '[' or '{' or '/' or ',' or '-' or '+' or '&';

    private static bool IsLoneLetter(string text, int i) => !IsDigit(text, i) && !IsWord(text, i - 1);

    private static bool IsWordOrSymbol(string text, int i) => IsWord(text, i) || At(text, i) is '+' or '#' or '.' or '%';

    private static int BeforeBlanks(string text, int i)
    {
        do i--;
        while (IsBlank(text, i));
        return i;
    }

    private static int AfterBlanks(string text, int i)
    {
        do i++;
        while (IsBlank(text, i));
        return i;
    }

    private static char At(string text, int i) => i >= 0 && i < text.Length ? text[i] : '\0';

    private static bool IsBlank(string text, int i) => char.IsWhiteSpace(At(text, i));

    private static bool IsDigit(string text, int i) => char.IsDigit(At(text, i));

    private static bool IsWord(string text, int i)
    {
        var c = At(text, i);
        if (!char.IsSurrogate(c)) return char.IsLetterOrDigit(c);
        var start = char.IsLowSurrogate(c) ? i - 1 : i;
        return char.IsSurrogatePair(At(text, start), At(text, start + 1)) && char.IsLetterOrDigit(text, start);
    }
}
