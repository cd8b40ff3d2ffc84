using System.Globalization;

namespace Orders;

/// <summary>What the command line says besides the command.</summary>
internal sealed class OrdersOptions
{
    internal string? Connection { get; private set; }

    internal string? DataFolder { get; private set; }

    /// <summary>How many write at once under load.</summary>
    internal int Writers { get; private set; } = 8;

    internal List<string> Words { get; } = [];

    /// <exception cref="UsageException">An option is unknown, or its value is missing or makes no sense.</exception>
    internal static OrdersOptions Parse(IEnumerable<string> args)
    {
        var options = new OrdersOptions();
        var queue = new Queue<string>(args);
        while (queue.TryDequeue(out var word))
        {
            if (word is "-h" or "--help") options.Words.Insert(0, "help");
            else if (!word.StartsWith("--", StringComparison.Ordinal)) options.Words.Add(word);
            else options.Set(word, queue.TryDequeue(out var value) ? value : throw new UsageException($"{word} needs a value"));
        }

        return options;
    }

    /// <exception cref="UsageException">There is no such word, or it is not a positive number.</exception>
    internal int Number(int index, string what) => index < Words.Count ? Positive(Words[index], what) : throw new UsageException($"Missing: {what}");

    private void Set(string name, string value)
    {
        switch (name)
        {
            case "--connection": Connection = value; break;
            case "--data": DataFolder = value; break;
            case "--writers": Writers = Positive(value, "the number of writers"); break;
            default: throw new UsageException($"There is no option {name}");
        }
    }

    private static int Positive(string text, string what) => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new UsageException($"'{text}' is not {what}");
}
