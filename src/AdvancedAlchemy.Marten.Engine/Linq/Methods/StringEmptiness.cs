using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>string.IsNullOrEmpty(x.Name)</c> and <c>string.IsNullOrWhiteSpace(x.Name)</c>.</summary>
internal sealed class StringEmptiness : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(string.IsNullOrEmpty), nameof(string.IsNullOrWhiteSpace)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        var text = translator.Value(call.Arguments[0]);
        var content = call.Method.Name == nameof(string.IsNullOrEmpty) ? text.Node : StringCase.Trimmed("btrim(", text.Node);
        return SqlCompound.Or(new SqlNullCheck(text.NullTest, true), new SqlComparison(content, "=", new SqlText("''")));
    }
}
