using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary>Knows what a few related methods are in SQL.</summary>
internal abstract class MethodParser
{
    internal abstract IReadOnlyList<string> Names { get; }

    internal abstract bool Matches(MethodInfo method);

    /// <summary>The call as a condition; null when it is a value.</summary>
    internal virtual SqlPart? Predicate(MethodCallExpression call, Translator translator) => null;

    /// <summary>The call as a value; null when it is a condition.</summary>
    internal virtual SqlValue? Value(MethodCallExpression call, Translator translator) => null;

    internal virtual bool IsValue => false;
}
