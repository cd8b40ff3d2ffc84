using System.Text;

namespace Blog.Import;

/// <summary>The part of TOML that front matter uses: texts, lists of texts, and bare words (dates, numbers, true and false).</summary>
internal ref struct TomlFrontMatter
{
    private readonly string toml;
    private int at;

    private TomlFrontMatter(string toml) => this.toml = toml;

    private readonly char Current => at < toml.Length ? toml[at] : '\0';

    /// <exception cref="FrontMatterException">A line is not of this part of TOML.</exception>
    public static FrontMatter Read(string toml) => new TomlFrontMatter(toml).Read();

    private FrontMatter Read()
    {
        var matter = new FrontMatter();
        var isRead = true;
        for (SkipBlanks(lines: true); at < toml.Length; SkipBlanks(lines: true))
        {
            if (Current == '[')
            {
                // Zola keeps its tags in [taxonomies]; other tables hold a theme's settings
                isRead = RestOfLine().TrimEnd() is "[taxonomies]";
                continue;
            }

            var key = Key();
            SkipBlanks(lines: false);
            var items = new List<string>();
            var isList = Current == '[';
            Value(items, depth: 0);
            if (!isRead) continue;
            if (isList) matter.Set(key, items);
            else matter.Set(key, items is [var text] ? text : null);
        }

        return matter;
    }

    private string Key()
    {
        string key;
        if (Current is '"' or '\'')
        {
            key = Quoted();
            SkipBlanks(lines: false);
        }
        else
        {
            var start = at;
            while (at < toml.Length && Current is not ('=' or '\n')) at++;
            key = toml[start..at].Trim();
        }

        if (Current != '=' || key.Length == 0) throw Error("expected a key, '=' and a value");
        at++;
        return key;
    }

    private void Value(List<string> items, int depth)
    {
        switch (Current)
        {
            case '"' or '\'':
                items.Add(Quoted());
                break;
            case '[' or '{' when depth > 32:
                throw Error("the value is nested too deeply");
            case '[':
                List(items, depth);
                break;
            case '{':
                Table(depth);
                break;
            default:
                items.Add(Bare());
                break;
        }
    }

    private void List(List<string> items, int depth)
    {
        at++;
        for (SkipBlanks(lines: true); Current != ']'; SkipBlanks(lines: true))
        {
            if (at >= toml.Length) throw Error("the list has no closing bracket");
            Value(depth == 0 ? items : [], depth + 1);
            SkipBlanks(lines: true);
            if (Current == ',') at++;
            else if (Current != ']') throw Error("expected ',' or ']' in the list");
        }

        at++;
    }

    private void Table(int depth)
    {
        at++;
        for (SkipBlanks(lines: true); Current != '}'; SkipBlanks(lines: true))
        {
            if (at >= toml.Length) throw Error("the table has no closing brace");
            Key();
            SkipBlanks(lines: false);
            Value([], depth + 1);
            SkipBlanks(lines: true);
            if (Current == ',') at++;
            else if (Current != '}') throw Error("expected ',' or '}' in the table");
        }

        at++;
    }

    private string Bare()
    {
        var start = at;
        while (at < toml.Length && Current is not (',' or ']' or '}' or '#' or '\n' or '"' or '=')) at++;
        var text = toml[start..at].Trim();
        return text.Length > 0 ? text : throw Error("expected a value");
    }

    private string Quoted()
    {
        var quote = Current;
        var fence = toml.AsSpan(at).StartsWith(new string(quote, 3)) ? 3 : 1;
        var end = new string(quote, fence);
        at += fence;
        if (fence == 3 && Current == '\n') at++;
        var text = new StringBuilder();
        while (!toml.AsSpan(at).StartsWith(end))
        {
            if (at >= toml.Length || (Current == '\n' && fence == 1)) throw Error("the text has no closing quote");
            if (Current == '\\' && quote == '"') Escape(text);
            else text.Append(toml[at++]);
        }

        at += fence;
        return text.ToString();
    }

    private void Escape(StringBuilder text)
    {
        at++;
        var kind = Current;
        at++;
        switch (kind)
        {
            case 'n': text.Append('\n'); break;
            case 't': text.Append('\t'); break;
            case 'r': text.Append('\r'); break;
            case 'b': text.Append('\b'); break;
            case 'f': text.Append('\f'); break;
            case 'e': text.Append('\u001B'); break;
            case '"' or '\\': text.Append(kind); break;
            case 'u' or 'U': text.Append(Point(kind == 'u' ? 4 : 8)); break;
            case '\n' or ' ':
                while (char.IsWhiteSpace(Current)) at++;
                break;
            default: throw Error($"'\\{kind}' is no escape");
        }
    }

    private Rune Point(int digits)
    {
        var hex = toml.AsSpan(at, Math.Min(digits, toml.Length - at));
        at += hex.Length;
        return int.TryParse(hex, System.Globalization.NumberStyles.AllowHexSpecifier, null, out var code) && Rune.IsValid(code) && code != 0
            ? new Rune(code)
            : throw Error("the escape is no character");
    }

    private void SkipBlanks(bool lines)
    {
        while (at < toml.Length)
        {
            if (Current is ' ' or '\t' || (lines && Current == '\n')) at++;
            else if (Current == '#' && lines) RestOfLine();
            else return;
        }
    }

    private string RestOfLine()
    {
        var start = at;
        while (at < toml.Length && Current != '\n') at++;
        var line = toml[start..at];
        return line.Contains('#') && !line.StartsWith('#') ? line[..line.IndexOf('#')] : line;
    }

    private readonly FrontMatterException Error(string what)
    {
        // counted from the file's first line, which is the fence
        var line = toml.AsSpan(0, Math.Min(at, toml.Length)).Count('\n') + 2;
        return new FrontMatterException($"Line {line}: {what}.");
    }
}
