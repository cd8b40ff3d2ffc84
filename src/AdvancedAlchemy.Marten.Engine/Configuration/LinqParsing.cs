using Marten.Linq.Members;
using Marten.Linq.Parsing;

namespace Marten;

/// <summary>What Linq queries understand besides what Marten knows.</summary>
public class LinqParsing : IReadOnlyLinqParsing
{
    /// <summary>Parsers of methods; they come before Marten's own.</summary>
    public readonly IList<IMethodCallParser> MethodCallParsers = [];

    /// <summary>What knows members that are stored otherwise than Marten supposes; they are asked first.</summary>
    public IList<IMemberSource> MemberSources { get; } = [];

    internal LinqParsing()
    {
    }

    IReadOnlyList<IMemberSource> IReadOnlyLinqParsing.FieldSources => [.. MemberSources];

    IReadOnlyList<IMethodCallParser> IReadOnlyLinqParsing.MethodCallParsers => [.. MethodCallParsers];
}
