using System.Text;

namespace Marten.Engine.Schema;

/// <summary>Cuts the SQL of index definitions and defaults into tokens. What it does not know it refuses, so that the server is asked instead.</summary>
internal static class SqlTokenizer
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";

    public static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        var at = 0;
        while (at < sql.Length)
        {
            var c = sql[at];
            if (char.IsWhiteSpace(c)) at++;
            else if (c == '\'') tokens.Add(new(SqlTokenKind.Text, Quoted(sql, ref at, '\'', escapes: false)));
            else if (c == '"') tokens.Add(new(SqlTokenKind.QuotedName, Quoted(sql, ref at, '"', escapes: false)));
            else if (c is 'e' or 'E' && at + 1 < sql.Length && sql[at + 1] == '\'')
            {
                at++;
                tokens.Add(new(SqlTokenKind.Text, Quoted(sql, ref at, '\'', escapes: true)));
            }
            else if (char.IsAsciiDigit(c)) tokens.Add(new(SqlTokenKind.Number, While(sql, ref at, x => char.IsAsciiLetterOrDigit(x) || x == '.')));
            else if (char.IsLetter(c) || c == '_')
            {
                tokens.Add(new(SqlTokenKind.Word, While(sql, ref at, x => char.IsLetterOrDigit(x) || x is '_' or '$').ToLowerInvariant()));
            }
            else if (c == ':' && at + 1 < sql.Length && sql[at + 1] == ':')
            {
                tokens.Add(new(SqlTokenKind.Mark, "::"));
                at += 2;
            }
            else if (c is '(' or ')' or '[' or ']' or ',' or '.')
            {
                tokens.Add(new(SqlTokenKind.Mark, c.ToString()));
                at++;
            }
            else if (OperatorCharacters.Contains(c))
            {
                var text = While(sql, ref at, OperatorCharacters.Contains);
                if (text.Contains("--", StringComparison.Ordinal) || text.Contains("/*", StringComparison.Ordinal)) throw new FormatException("a comment");
                tokens.Add(new(SqlTokenKind.Operator, text));
            }
            else throw new FormatException($"'{c}' is not known here");
        }

        tokens.Add(new(SqlTokenKind.End, ""));
        return tokens;
    }

    private static string While(string sql, ref int at, Func<char, bool> belongs)
    {
        var start = at;
        while (at < sql.Length && belongs(sql[at])) at++;
        return sql[start..at];
    }

    private static string Quoted(string sql, ref int at, char quote, bool escapes)
    {
        var text = new StringBuilder();
        for (at++; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
            {
                // only the doubled backslash is decoded: it is the only escape that is written here or comes back from the server
                if (++at >= sql.Length || sql[at] != '\\') throw new FormatException("an escape sequence");
            }
            else if (sql[at] == quote)
            {
                if (at + 1 >= sql.Length || sql[at + 1] != quote)
                {
                    at++;
                    return text.ToString();
                }

                at++;
            }

            text.Append(sql[at]);
        }

        throw new FormatException("a quote without an end");
    }
}
