using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Name.StartsWith(text)</c>, <c>EndsWith</c> and <c>Contains</c>.</summary>
internal sealed class StringSearch : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(string.StartsWith), nameof(string.EndsWith), nameof(string.Contains)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (Translator.Strip(call.Arguments[0]) is not SlotExpression text || call.Arguments.Count > 2)
        {
            throw new BadLinqExpressionException($"Marten was not able to create a string comparison for {call}");
        }

        if (translator.Context.IsNull(text)) throw new ArgumentNullException(text.ToString(), $"string.{call.Method.Name} needs a text to look for");
        var comparison = call.Arguments.Count == 2 ? translator.Context.Literal(call.Arguments[1]) : StringComparison.Ordinal;
        var like = TextComparison.IgnoresCase(comparison) ? "ILIKE" : "LIKE";
        var name = call.Method.Name;
        var pattern = Parameters.Like(text, name == nameof(string.StartsWith) ? "" : "%", name == nameof(string.EndsWith) ? "" : "%");
        return new SqlComparison(translator.Value(call.Object!).Node, like, pattern);
    }
}
