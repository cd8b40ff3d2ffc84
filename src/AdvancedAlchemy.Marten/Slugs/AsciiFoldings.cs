using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace AdvancedAlchemy.Marten;

/// <summary>What each character becomes in ASCII, from tables of our own: <see cref="string.Normalize()"/> does nothing when
/// globalization is invariant, and a slug must not depend on that setting. <c>tools/slug-tables.py</c> writes the tables.</summary>
internal sealed class AsciiFoldings
{
    private static readonly Dictionary<int, string> ExactTable = Read("ascii-foldings.tsv", []);

    private readonly FrozenDictionary<int, string> table;

    private AsciiFoldings(Dictionary<int, string> table) => this.table = table.ToFrozenDictionary();

    /// <summary>The ASCII in a character's NFKD form and nothing else.</summary>
    public static AsciiFoldings Exact { get; } = new(ExactTable);

    /// <summary>The same, with letters, dashes and blanks that NFKD leaves outside ASCII respelled.</summary>
    public static AsciiFoldings Latin { get; } = new(Read("latin-foldings.tsv", new(ExactTable)));

    public string Fold(string text)
    {
        if (Ascii.IsValid(text)) return text;

        var result = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii) result.Append((char)rune.Value);
            else if (table.TryGetValue(rune.Value, out var folded)) result.Append(folded);
        }

        return result.ToString();
    }

    private static Dictionary<int, string> Read(string name, Dictionary<int, string> table)
    {
        using var reader = new StreamReader(typeof(AsciiFoldings).Assembly.GetManifestResourceStream(name)!);
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            var first = int.Parse(cells[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            for (var i = 1; i < cells.Length; i++)
            {
                if (cells[i].Length > 0) table[first + i - 1] = cells[i].Replace(@"\s", " ", StringComparison.Ordinal);
            }
        }

        return table;
    }
}
