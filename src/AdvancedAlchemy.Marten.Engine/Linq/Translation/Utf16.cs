using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Positions in text as C# counts them: a character beyond U+FFFF is two.</summary>
internal static class Utf16
{
    /// <summary>How long the text is.</summary>
    internal static SqlPart Length(SqlPart text) => new SqlSequence(
        new SqlText("(length("), text, new SqlText(") + length(regexp_replace("), text, new SqlText(@", '[^\U00010000-\U0010FFFF]', '', 'g')))"));

    /// <summary>Where <paramref name="part"/> begins in the text, or -1.</summary>
    internal static SqlPart IndexOf(SqlPart text, SqlPart part)
    {
        var position = new SqlSequence(new SqlText("strpos("), text, new SqlText(", "), part, new SqlText(")"));
        return new SqlSequence(
            new SqlText("(CASE WHEN "),
            position,
            new SqlText(" = 0 THEN -1 ELSE "),
            Length(new SqlSequence(new SqlText("left("), text, new SqlText(", "), position, new SqlText(" - 1)"))),
            new SqlText(" END)"));
    }

    /// <summary>The text from a position on, and to an end if there is one; null where C# would throw, for the text is too short.</summary>
    internal static SqlPart Substring(SqlPart text, SqlPart start, SqlPart? count)
    {
        // A noncharacter after each character of two makes the server count as C# does. Half of such a character becomes a noncharacter, which equals nothing.
        var widened = new SqlSequence(new SqlText("regexp_replace("), text, new SqlText(@", '([\U00010000-\U0010FFFF])', E'\\1\uFFFF', 'g')"));
        var end = count is null ? start : new SqlSequence(start, new SqlText(" + "), count);
        return new SqlSequence(
            new SqlText("(CASE WHEN "),
            start,
            new SqlText(" >= 0 and "),
            Length(text),
            new SqlText(" >= "),
            end,
            new SqlText(" THEN regexp_replace(regexp_replace(substr("),
            widened,
            new SqlText(", "),
            start,
            new SqlText(" + 1"),
            count is null ? new SqlText("") : new SqlSequence(new SqlText(", "), count),
            new SqlText(@"), '[\U00010000-\U0010FFFF](?!\uFFFF)', E'\uFFFF', 'g'), '([\U00010000-\U0010FFFF])\uFFFF', '\1', 'g') END)"));
    }
}
