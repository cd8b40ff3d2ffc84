using System.Linq.Expressions;
using Marten.Linq.Members;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Linq.Parsing;

/// <summary>Turns calls of a method that Marten does not know into SQL.</summary>
public interface IMethodCallParser
{
    bool Matches(MethodCallExpression expression);

    /// <summary>The call as a condition. What was captured is there as constants; the outcome is kept for equal ones.</summary>
    ISqlFragment? Parse(IQueryableMemberCollection memberCollection, IReadOnlyStoreOptions options, MethodCallExpression expression);
}
