using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Number.Equals(value)</c> and <c>object.Equals(x.Number, value)</c>.</summary>
internal sealed class ValueEquality : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Equals)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType != typeof(string) && method.GetParameters().Length + (method.IsStatic ? 0 : 1) == 2;

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator) => call.Object is null
        ? translator.Equality(call.Arguments[0], call.Arguments[1])
        : translator.Equality(call.Object, call.Arguments[0]);
}
