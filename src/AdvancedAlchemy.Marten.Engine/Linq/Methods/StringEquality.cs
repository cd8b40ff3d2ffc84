using System.Linq.Expressions;
using System.Reflection;
using JasperFx.Core;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Name.Equals(text, comparison)</c> <c>string.Equals(x.Name, text, comparison)</c> and <c>x.Name.EqualsIgnoreCase(text)</c>.</summary>
internal sealed class StringEquality : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(string.Equals), nameof(StringExtensions.EqualsIgnoreCase)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string) || method.DeclaringType == typeof(StringExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        Expression[] operands = call.Object is null ? [.. call.Arguments] : [call.Object, .. call.Arguments];
        var ignoresCase = call.Method.Name == nameof(StringExtensions.EqualsIgnoreCase);
        if (!ignoresCase && (operands.Length == 2 || !TextComparison.IgnoresCase(translator.Context.Literal(operands[2])))) return translator.Equality(operands[0], operands[1]);

        var (value, text) = operands[0] is SlotExpression ? (operands[1], operands[0]) : (operands[0], operands[1]);
        if (text is not SlotExpression slot)
        {
            return new SqlComparison(SqlSequence.Call("lower", translator.TextOf(value)), "=", SqlSequence.Call("lower", translator.TextOf(text)));
        }

        return translator.Context.IsNull(slot)
            ? translator.Equality(value, text)
            : new SqlComparison(translator.Value(value).Node, "ILIKE", Parameters.Like(slot, "", ""));
    }
}
