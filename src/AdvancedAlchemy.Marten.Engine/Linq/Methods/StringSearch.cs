using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Name.StartsWith(text)</c>, <c>EndsWith</c> and <c>Contains</c>; the text may be of the row as well.</summary>
internal sealed class StringSearch : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(string.StartsWith), nameof(string.EndsWith), nameof(string.Contains)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (call.Arguments.Count > 2) throw new BadLinqExpressionException($"Marten was not able to create a string comparison for {call}");
        var comparison = call.Arguments.Count == 2 ? translator.Context.Literal(call.Arguments[1]) : StringComparison.Ordinal;
        var ignoresCase = TextComparison.IgnoresCase(comparison);
        var name = call.Method.Name;
        if (Translator.Strip(call.Arguments[0]) is not SlotExpression text || Translator.Strip(call.Object!) is SlotExpression)
        {
            return OfRow(name, translator.TextOf(call.Object!), translator.TextOf(call.Arguments[0]), ignoresCase);
        }

        if (translator.Context.IsNull(text)) throw new ArgumentNullException(text.ToString(), $"string.{name} needs a text to look for");
        var pattern = Parameters.Like(text, name == nameof(string.StartsWith) ? "" : "%", name == nameof(string.EndsWith) ? "" : "%");
        return new SqlComparison(translator.Value(call.Object!).Node, ignoresCase ? "ILIKE" : "LIKE", pattern);
    }

    private static SqlComparison OfRow(string name, SqlPart text, SqlPart part, bool ignoresCase)
    {
        if (ignoresCase) (text, part) = (SqlSequence.Call("lower", text), SqlSequence.Call("lower", part));
        var length = SqlSequence.Call("length", part);
        return name switch
        {
            nameof(string.Contains) => new SqlComparison(new SqlSequence(new SqlText("strpos("), text, new SqlText(", "), part, new SqlText(")")), ">", new SqlText("0")),
            nameof(string.StartsWith) => new SqlComparison(new SqlSequence(new SqlText("left("), text, new SqlText(", "), length, new SqlText(")")), "=", part),
            _ => new SqlComparison(new SqlSequence(new SqlText("right("), text, new SqlText(", "), length, new SqlText(")")), "=", part),
        };
    }
}
