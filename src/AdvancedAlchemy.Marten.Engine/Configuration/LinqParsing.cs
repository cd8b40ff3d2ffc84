using Marten.Linq.Parsing;

namespace Marten;

/// <summary>What Linq queries understand besides what Marten knows.</summary>
public class LinqParsing : IReadOnlyLinqParsing
{
    /// <summary>Parsers of methods; they come before Marten's own.</summary>
    public readonly IList<IMethodCallParser> MethodCallParsers = [];

    internal LinqParsing()
    {
    }

    IReadOnlyList<IMethodCallParser> IReadOnlyLinqParsing.MethodCallParsers => [.. MethodCallParsers];
}
