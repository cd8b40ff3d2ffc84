using System.Collections.Concurrent;

namespace Marten.Engine.Sessions;

/// <summary>What was found out about texts of SQL: those of a program come again and again. Starts anew when there are too many.</summary>
internal sealed class TextCache<T>(Func<string, T> find)
{
    private const int Most = 1000;
    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);

    internal T Get(string text)
    {
        if (_known.TryGetValue(text, out var known)) return known;
        if (_known.Count >= Most) _known.Clear();
        return _known[text] = find(text);
    }
}
