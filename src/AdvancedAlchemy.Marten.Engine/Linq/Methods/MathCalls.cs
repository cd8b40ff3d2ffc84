using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>Math.Abs</c>, <c>Floor</c>, <c>Ceiling</c>, and <c>Round</c> of doubles, which PostgreSQL rounds to the even as C# does.</summary>
internal sealed class MathCalls : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Math.Abs), nameof(Math.Floor), nameof(Math.Ceiling), nameof(Math.Round)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.GetParameters() is [var number]
        && (method.DeclaringType == typeof(Math)
            ? method.Name != nameof(Math.Round) || number.ParameterType == typeof(double)
            : method.DeclaringType == typeof(decimal) && method.Name is nameof(decimal.Floor) or nameof(decimal.Ceiling));

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        var number = translator.Value(call.Arguments[0]);
        var scalar = translator.Context.Mapping.Members.Scalars.Find(call.Type) ?? throw Unsupported.Method(call.Method);

        // In the type that C# calculates in: the smallest of a smaller one has no absolute value.
        var node = new SqlSequence(new SqlText($"{call.Method.Name.ToLowerInvariant()}(CAST("), number.Node, new SqlText($" as {scalar.CastType}))"));
        return number.Computed(node, call.Type, scalar);
    }
}
