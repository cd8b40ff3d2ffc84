namespace Marten.Engine.Schema;

/// <summary>What looked different as text and which the server has shown to be the same.</summary>
internal sealed record SettledDifferences(IReadOnlySet<string> Indexes, IReadOnlySet<string> Defaults, IReadOnlySet<string> Types)
{
    public static SettledDifferences None { get; } = new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    public bool IsEmpty => Indexes.Count + Defaults.Count + Types.Count == 0;
}
