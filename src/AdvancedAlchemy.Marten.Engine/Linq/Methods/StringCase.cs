using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>ToLower</c>, <c>ToUpper</c> and <c>Trim</c>.</summary>
internal sealed class StringCase : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
    [
        nameof(string.ToLower), nameof(string.ToLowerInvariant), nameof(string.ToUpper), nameof(string.ToUpperInvariant),
        nameof(string.Trim), nameof(string.TrimStart), nameof(string.TrimEnd),
    ];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string) && method.GetParameters().Length == 0;

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        var text = translator.Value(call.Object!);
        var node = call.Method.Name switch
        {
            nameof(string.ToLower) or nameof(string.ToLowerInvariant) => SqlSequence.Call("lower", text.Node),
            nameof(string.ToUpper) or nameof(string.ToUpperInvariant) => SqlSequence.Call("upper", text.Node),
            nameof(string.Trim) => Trimmed("btrim(", text.Node),
            nameof(string.TrimStart) => Trimmed("ltrim(", text.Node),
            _ => Trimmed("rtrim(", text.Node),
        };
        return text with { Node = node, NullTest = text.NullTest, Json = null, Member = null };
    }

    // Without the list of characters, PostgreSQL would remove spaces only.
    internal static SqlPart Trimmed(string function, SqlPart text) => new SqlSequence(new SqlText(function), text, new SqlText(", E' \\t\\n\\r\\f\\v')"));
}
