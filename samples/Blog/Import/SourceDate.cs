using System.Globalization;
using System.Text.RegularExpressions;

namespace Blog.Import;

/// <summary>The dates that Jekyll and Hugo take. One without a zone is UTC, so that every machine imports the same.</summary>
internal static partial class SourceDate
{
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Z"] = 0, ["UTC"] = 0, ["GMT"] = 0, ["EST"] = -5, ["EDT"] = -4, ["CST"] = -6, ["CDT"] = -5, ["MST"] = -7, ["MDT"] = -6,
        ["PST"] = -8, ["PDT"] = -7, ["BST"] = 1, ["CET"] = 1, ["CEST"] = 2,
    };

    /// <exception cref="FrontMatterException">The text is not a date.</exception>
    public static DateTimeOffset Parse(string text)
    {
        var match = YearFirst().Match(text);
        var date = match.Success ? FromParts(match) : WithMonthName(text);
        return date ?? throw new FrontMatterException($"The date '{text}' is not one that can be read.");
    }

    private static DateTimeOffset? FromParts(Match match)
    {
        try
        {
            var hour = Number(match, "hour");
            if (match.Groups["half"].Success)
            {
                if (hour is < 1 or > 12) return null;
                hour = hour % 12 + (match.Groups["half"].Value is "p" or "P" ? 12 : 0);
            }

            var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
            return new DateTimeOffset(
                    Number(match, "year"), Number(match, "month"), Number(match, "day"), hour, Number(match, "minute"), Number(match, "second"), Zone(match))
                .AddTicks(int.Parse(fraction, CultureInfo.InvariantCulture))
                .ToUniversalTime();
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    // 3/4/2013 is March or April depending on who reads it, so numbers alone must begin with the year
    private static DateTimeOffset? WithMonthName(string text) =>
        MonthName().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : null;

    private static TimeSpan Zone(Match match)
    {
        if (match.Groups["zone"].Success) return TimeSpan.FromHours(Zones[match.Groups["zone"].Value]);
        var offset = new TimeSpan(Number(match, "offsetHours"), Number(match, "offsetMinutes"), 0);
        return match.Groups["sign"].Value == "-" ? -offset : offset;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    // the four stray digits are a year that Ruby, and so Jekyll, reads over
    [GeneratedRegex(
        """
        ^\s* (?<year>[0-9]{4}) (?<dash>[-/.]) (?<month>[0-9]{1,2}) \k<dash> (?<day>[0-9]{1,2})
        ( (\s+|[Tt]) (?<hour>[0-9]{1,2}) : (?<minute>[0-9]{2}) ( : (?<second>[0-9]{2}) ( [.,] (?<fraction>[0-9]+) )? )?
          (\s* (?<half>[AaPp]) [Mm])? (\s+ [0-9]{4})? )?
        \s* ( (?<zone>Z|UTC|GMT|E[SD]T|C[SD]T|M[SD]T|P[SD]T|BST|CES?T) | (?<sign>[+-]) (?<offsetHours>[0-9]{2}) :? (?<offsetMinutes>[0-9]{2})? )?
        \s*$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex YearFirst();

    [GeneratedRegex("(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).*[0-9]{4}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex MonthName();
}
