namespace Blog;

/// <summary>What the command line says besides the command.</summary>
internal sealed class BlogOptions
{
    internal string? Connection { get; private set; }

    internal string? DataFolder { get; private set; }

    internal List<string> Words { get; } = [];

    internal Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <exception cref="UsageException">An option is unknown or has no value.</exception>
    internal static BlogOptions Parse(IEnumerable<string> args)
    {
        var options = new BlogOptions();
        var queue = new Queue<string>(args);
        while (queue.TryDequeue(out var word))
        {
            if (word is "-h" or "--help") options.Words.Insert(0, "help");
            else if (!word.StartsWith("--", StringComparison.Ordinal)) options.Words.Add(word);
            else options.Set(word, queue.TryDequeue(out var value) ? value : throw new UsageException($"{word} needs a value"));
        }

        return options;
    }

    internal string Word(int index, string what) => index < Words.Count ? Words[index] : throw new UsageException($"Missing: {what}");

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--connection": Connection = value; break;
            case "--data": DataFolder = value; break;
            case "--tag" or "--page" or "--title": Values[name] = value; break;
            default: throw new UsageException($"There is no option {name}");
        }
    }
}
