namespace Marten.Engine.Schema;

/// <summary>One spelling for index definitions and default expressions, whoever wrote them: we, the real package or PostgreSQL.</summary>
internal static class CanonicalForm
{
    private static readonly HashSet<string> NoColumns = [];

    /// <summary>The canonical form of an expression, or the text itself when it cannot be read.</summary>
    public static string Expression(string sql)
    {
        try
        {
            var parser = new SqlExpressionParser(SqlTokenizer.Read(sql), NoColumns);
            var text = parser.Expression().Text;
            return parser.Peek.Kind == SqlTokenKind.End ? text : sql;
        }
        catch (FormatException)
        {
            return sql;
        }
    }

    /// <summary>The canonical form of a CREATE INDEX statement without the names of index and table, or the text itself.</summary>
    public static string Index(string sql, IReadOnlySet<string> textColumns)
    {
        try
        {
            return ReadIndex(new SqlExpressionParser(SqlTokenizer.Read(sql), textColumns));
        }
        catch (FormatException)
        {
            return sql;
        }
    }

    private static string ReadIndex(SqlExpressionParser parser)
    {
        parser.Take();
        var parts = new List<string> { parser.TryTake("unique") ? "unique" : "plain" };
        while (!parser.TryTake("on")) parser.Take();
        parser.TryTake("only");
        parser.Path();
        parts.Add(parser.TryTake("using") ? parser.Name() : "btree");
        parser.ExpectMark("(");
        var elements = new List<string>();
        do elements.Add(Element(parser));
        while (parser.TryTakeMark(","));
        parser.ExpectMark(")");
        parts.Add($"({string.Join(", ", elements)})");
        while (parser.Peek.Kind != SqlTokenKind.End) ReadOption(parser, parts);
        return string.Join(' ', parts);
    }

    private static void ReadOption(SqlExpressionParser parser, List<string> parts)
    {
        if (parser.TryTake("include"))
        {
            parser.ExpectMark("(");
            var columns = new List<string>();
            do columns.Add(parser.Path());
            while (parser.TryTakeMark(","));
            parser.ExpectMark(")");
            parts.Add($"include ({string.Join(", ", columns)})");
        }
        else if (parser.TryTake("nulls"))
        {
            var not = parser.TryTake("not");
            if (!parser.TryTake("distinct")) throw new FormatException("DISTINCT expected");
            if (not) parts.Add("nulls not distinct");
        }
        else if (parser.TryTake("with")) parts.Add($"with ({string.Join(", ", StorageParameters(parser).Order(StringComparer.Ordinal))})");
        else if (parser.TryTake("tablespace")) parser.Path(); // compared on its own: pg_get_indexdef does not show it
        else if (parser.TryTake("where")) parts.Add($"where {parser.Expression().Text}");
        else throw new FormatException($"unexpected '{parser.Peek.Value}'");
    }

    private static string Element(SqlExpressionParser parser)
    {
        var text = parser.Expression().Text;
        if (parser.Peek.IsName && parser.Peek.Value is not ("asc" or "desc" or "nulls")) text += $" {parser.Path()}";
        var descending = parser.TryTake("desc");
        if (!descending) parser.TryTake("asc");
        var nullsFirst = descending;
        if (parser.TryTake("nulls")) nullsFirst = parser.Take().Is("first");
        if (descending) text += " desc";
        return nullsFirst == descending ? text : text + (nullsFirst ? " nulls first" : " nulls last");
    }

    private static List<string> StorageParameters(SqlExpressionParser parser)
    {
        parser.ExpectMark("(");
        var items = new List<string>();
        do
        {
            var name = parser.Path();
            if (parser.Take().Value != "=") throw new FormatException("= expected");
            items.Add($"{name}={parser.Take().Value}");
        }
        while (parser.TryTakeMark(","));
        parser.ExpectMark(")");
        return items;
    }
}
