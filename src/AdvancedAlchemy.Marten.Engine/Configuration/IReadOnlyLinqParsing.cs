using Marten.Linq.Members;
using Marten.Linq.Parsing;

namespace Marten;

/// <summary>What Linq queries understand besides what Marten knows.</summary>
public interface IReadOnlyLinqParsing
{
    IReadOnlyList<IMethodCallParser> MethodCallParsers { get; }

    IReadOnlyList<IMemberSource> FieldSources { get; }
}
