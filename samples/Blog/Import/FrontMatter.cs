namespace Blog.Import;

/// <summary>The keys above a post that a blog needs: texts, and lists of texts. Anything deeper is read over.</summary>
internal sealed class FrontMatter
{
    // Hugo ignores case in keys; of a key given twice the last wins, as in Jekyll
    private readonly Dictionary<string, IReadOnlyList<string>> values = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> lists = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Parts a file into front matter (null without any) and body.</summary>
    /// <exception cref="FrontMatterException">The front matter never ends or cannot be read.</exception>
    public static (FrontMatter? Matter, string Body) Split(string text)
    {
        var fence = LineAt(text, 0).TrimEnd();
        if (fence is not ("---" or "+++")) return (null, text);

        var isYaml = fence is "---";
        var start = Math.Min(text.IndexOf('\n') + 1, text.Length);
        for (var at = start; start > 0 && at < text.Length;)
        {
            var line = LineAt(text, at);
            var next = Math.Min(at + line.Length + 1, text.Length);
            if (line.TrimEnd() is "---" && isYaml || line.TrimEnd() is "..." && isYaml || line.TrimEnd() is "+++" && !isYaml)
            {
                var block = text[start..at];
                return (isYaml ? YamlFrontMatter.Read(block) : TomlFrontMatter.Read(block), text[next..].TrimStart('\n'));
            }

            at = next;
        }

        throw new FrontMatterException($"The front matter has no closing line '{(isYaml ? "---" : "+++")}'.");
    }

    public void Set(string key, string? text)
    {
        values[key] = text?.Trim() is { Length: > 0 } value ? [value] : [];
        lists.Remove(key);
    }

    public void Set(string key, IEnumerable<string?> items)
    {
        values[key] = [.. items.Select(item => item?.Trim()).OfType<string>().Where(item => item.Length > 0)];
        lists.Add(key);
    }

    /// <summary>The text, or null where the key is absent, empty or a list.</summary>
    public string? Text(string key) => lists.Contains(key) ? null : Items(key) is [var only] ? only : null;

    /// <summary>The list, a text being a list of one.</summary>
    public IReadOnlyList<string> Items(string key) => values.GetValueOrDefault(key, []);

    /// <summary>The list, a text being split as Jekyll does at blanks, or at commas where it has some.</summary>
    public IReadOnlyList<string> Words(string key) => Text(key) is { } text
        ? text.Split(text.Contains(',') ? [','] : (char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : Items(key);

    /// <summary>True or false in YAML's many words for them, else null.</summary>
    public bool? Flag(string key) => Text(key)?.ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => null,
    };

    private static ReadOnlySpan<char> LineAt(string text, int start)
    {
        var rest = text.AsSpan(start);
        var end = rest.IndexOf('\n');
        return end < 0 ? rest : rest[..end];
    }
}
