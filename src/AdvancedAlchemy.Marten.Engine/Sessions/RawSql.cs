using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Marten.Engine.Sessions;

/// <summary>SQL that users write: placeholders become positional parameters.</summary>
internal static class RawSql
{
    // The words that may follow a table in a select.
    private static readonly HashSet<string> Clauses = new(StringComparer.OrdinalIgnoreCase)
    {
        "where", "order", "group", "having", "limit", "offset", "fetch", "for", "window", "tablesample",
        "join", "inner", "left", "right", "full", "cross", "natural", "union", "intersect", "except",
    };

    private static readonly TextCache<(string Text, int Count)> Numbered = new(static sql => (Number(sql, '?', out var count, 0), count));

    /// <summary>Replaces each placeholder outside of quotes and comments by $1, $2 and so on.</summary>
    internal static string Number(string sql, char placeholder, out int count)
    {
        if (placeholder != '?') return Number(sql, placeholder, out count, 0);
        (var text, count) = Numbered.Get(sql);
        return text;
    }

    /// <summary>The same for SQL that follows other parameters.</summary>
    internal static string Number(string sql, char placeholder, out int count, int start)
    {
        count = 0;
        if (!sql.Contains(placeholder, StringComparison.Ordinal)) return sql;
        var text = new StringBuilder(sql.Length + 16);
        for (var i = 0; i < sql.Length; i++)
        {
            var end = SkipQuoted(sql, i);
            if (end > i)
            {
                text.Append(sql, i, end - i);
                i = end - 1;
            }
            else if (sql[i] == placeholder)
            {
                text.Append('$').Append(start + ++count);
            }
            else
            {
                text.Append(sql[i]);
            }
        }

        return text.ToString();
    }

    /// <summary>Turns $1 and so on into :p0 and so on.</summary>
    internal static string NameParameters(string sql) => Replace(sql, ":p", -1);

    /// <summary>Makes room for parameters before those of the SQL.</summary>
    internal static string MoveParameters(string sql, int by) => by == 0 ? sql : Replace(sql, "$", by);

    private static string Replace(string sql, string mark, int offset)
    {
        var text = new StringBuilder(sql.Length + 16);
        for (var i = 0; i < sql.Length;)
        {
            var end = SkipQuoted(sql, i);
            if (end > i)
            {
                text.Append(sql, i, end - i);
                i = end;
                continue;
            }

            if (sql[i] != '$' || i + 1 == sql.Length || !char.IsAsciiDigit(sql[i + 1]))
            {
                text.Append(sql[i++]);
                continue;
            }

            for (end = i + 1; end < sql.Length && char.IsAsciiDigit(sql[end]); end++)
            {
            }

            text.Append(mark).Append(int.Parse(sql.AsSpan(i + 1, end - i - 1), System.Globalization.CultureInfo.InvariantCulture) + offset);
            i = end;
        }

        return text.ToString();
    }

    /// <summary>Whether the SQL is a statement of its own and not only what comes after the table.</summary>
    internal static bool IsWhole(string sql)
    {
        var trimmed = sql.AsSpan().TrimStart();
        return trimmed.StartsWith("select", StringComparison.OrdinalIgnoreCase) || trimmed.StartsWith("with", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What comes after the table: a condition may come without its where.</summary>
    internal static string AfterTable(string sql)
    {
        var trimmed = sql.AsSpan().TrimStart();
        if (trimmed.IsEmpty) return sql;
        var length = 0;
        while (length < trimmed.Length && IsNamePart(trimmed[length])) length++;
        if (length == 0) return trimmed[0] is '(' or '"' or '\'' or '?' ? "where " + sql : sql;
        return Clauses.GetAlternateLookup<ReadOnlySpan<char>>().Contains(trimmed[..length]) ? sql : "where " + sql;
    }

    internal static NpgsqlParameter Parameter(object? value) => value switch
    {
        null => new NpgsqlParameter { Value = DBNull.Value },
        NpgsqlParameter given => given.Clone(),
        DateTimeOffset time => new NpgsqlParameter { Value = time.ToUniversalTime(), NpgsqlDbType = NpgsqlDbType.TimestampTz },
        Enum name => new NpgsqlParameter { Value = Convert.ToInt32(name, System.Globalization.CultureInfo.InvariantCulture) },
        char letter => new NpgsqlParameter { Value = letter.ToString() },
        _ => new NpgsqlParameter { Value = value },
    };

    // Where the literal, quoted name or comment that begins here ends; the same position when none begins here.
    private static int SkipQuoted(string sql, int start)
    {
        switch (sql[start])
        {
            case '\'':
                return Closing(sql, start, '\'', start > 0 && sql[start - 1] is 'e' or 'E' && (start < 2 || !char.IsLetterOrDigit(sql[start - 2])));
            case '"':
                return Closing(sql, start, '"', false);
            case '-' when start + 1 < sql.Length && sql[start + 1] == '-':
                var line = sql.IndexOf('\n', start);
                return line < 0 ? sql.Length : line + 1;
            case '/' when start + 1 < sql.Length && sql[start + 1] == '*':
                return EndOfComment(sql, start);
            case '$' when start == 0 || !IsNamePart(sql[start - 1]):
                return EndOfDollarQuote(sql, start);
            default:
                return start;
        }
    }

    // Comments of this kind nest in PostgreSQL.
    private static int EndOfComment(string sql, int start)
    {
        var depth = 0;
        for (var i = start; i + 1 < sql.Length; i++)
        {
            if (sql[i] == '/' && sql[i + 1] == '*') depth++;
            else if (sql[i] == '*' && sql[i + 1] == '/') depth--;
            else continue;
            i++;
            if (depth == 0) return i + 1;
        }

        return sql.Length;
    }

    // $$ and $tag$ begin a literal; $1 is a parameter.
    private static int EndOfDollarQuote(string sql, int start)
    {
        var end = start + 1;
        while (end < sql.Length && IsNamePart(sql[end])) end++;
        if (end >= sql.Length || sql[end] != '$' || char.IsAsciiDigit(sql[start + 1])) return start;
        var tag = sql.AsSpan(start, end - start + 1);
        var close = sql.AsSpan(end + 1).IndexOf(tag, StringComparison.Ordinal);
        return close < 0 ? sql.Length : end + 1 + close + tag.Length;
    }

    private static bool IsNamePart(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static int Closing(string sql, int start, char quote, bool escapes)
    {
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (escapes && sql[i] == '\\')
            {
                i++;
            }
            else if (sql[i] == quote)
            {
                if (i + 1 < sql.Length && sql[i + 1] == quote) i++;
                else return i + 1;
            }
        }

        return sql.Length;
    }
}
