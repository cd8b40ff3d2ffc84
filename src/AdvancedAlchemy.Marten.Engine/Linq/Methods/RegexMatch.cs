using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>Regex.IsMatch(x.Name, pattern)</c>, in PostgreSQL's dialect of regular expressions.</summary>
internal sealed class RegexMatch : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Regex.IsMatch)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(Regex) && method.IsStatic && method.GetParameters().Length is 2 or 3;

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (call.Arguments[1] is not SlotExpression pattern) throw Unsupported.Method(call.Method);
        var options = call.Arguments.Count == 3 ? (RegexOptions)translator.Context.Literal(call.Arguments[2])! : RegexOptions.None;
        var text = translator.Value(call.Arguments[0]);
        return new SqlComparison(text.Node, (options & RegexOptions.IgnoreCase) != 0 ? "~*" : "~", translator.Parameters.Value(pattern, text));
    }
}
