using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Custom;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Linq.MatchesSql;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.MatchesSql("d.data ->> 'Name' = ?", value)</c> and <c>x.MatchesJsonPath(...)</c></summary>
internal sealed class CustomSql : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(MatchesSqlExtensions.MatchesSql), nameof(MatchesSqlExtensions.MatchesJsonPath)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(MatchesSqlExtensions);

    internal override SqlPart Predicate(MethodCallExpression call, Translator translator)
    {
        if (call.Arguments.Count == 2) return Fragment(call, translator);

        // In JSON path the question mark is an operator.
        var placeholder = call.Method.Name == nameof(MatchesSqlExtensions.MatchesJsonPath) ? '^' : '?';
        if (call.Arguments.Count == 4) placeholder = (char)translator.Context.Literal(call.Arguments[1])!;
        var sql = translator.Context.Literal(call.Arguments[^2]) as string ?? throw new ArgumentNullException("sql", "MatchesSql needs a condition");
        if (call.Arguments[^1] is not SlotExpression parameters) throw Unsupported.Part($"the parameters of '{call}', which are of the row itself,");
        return new SqlCustom(sql, placeholder, parameters.Index);
    }

    private static SqlFragmentPart Fragment(MethodCallExpression call, Translator translator)
    {
        if (Translator.Strip(call.Arguments[1]) is not SlotExpression slot) throw Unsupported.Part($"the condition of '{call}', which is of the row itself,");
        return translator.Context.Literal(slot) switch
        {
            RenderedFragment fragment => new SqlFragmentPart(fragment, i => new FragmentBinder(slot.Index, i)),
            null => throw new ArgumentNullException("whereFragment", "MatchesSql needs a condition"),
            _ => throw Unsupported.Part("MatchesSql by a fragment of a compiled query"),
        };
    }
}
