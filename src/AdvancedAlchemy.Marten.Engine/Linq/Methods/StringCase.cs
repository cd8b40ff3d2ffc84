using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>ToLower</c>, <c>ToUpper</c> and <c>Trim</c>, of white space or of one character.</summary>
internal sealed class StringCase : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
    [
        nameof(string.ToLower), nameof(string.ToLowerInvariant), nameof(string.ToUpper), nameof(string.ToUpperInvariant),
        nameof(string.Trim), nameof(string.TrimStart), nameof(string.TrimEnd),
    ];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string)
        && (method.GetParameters() is [] || (method.GetParameters() is [{ ParameterType: var type }] && type == typeof(char)));

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        var text = translator.Value(call.Object!);
        var node = call.Method.Name switch
        {
            nameof(string.ToLower) or nameof(string.ToLowerInvariant) => SqlSequence.Call("lower", text.Node),
            nameof(string.ToUpper) or nameof(string.ToUpperInvariant) => SqlSequence.Call("upper", text.Node),
            nameof(string.Trim) => Trimmed("btrim(", text.Node, call, translator),
            nameof(string.TrimStart) => Trimmed("ltrim(", text.Node, call, translator),
            _ => Trimmed("rtrim(", text.Node, call, translator),
        };
        return text with { Node = node, NullTest = text.NullTest, Json = null, Text = null, Member = null };
    }

    // Without the list of characters, PostgreSQL would remove spaces only.
    internal static SqlPart Trimmed(string function, SqlPart text) => new SqlSequence(
        new SqlText(function),
        text,
        new SqlText(@", E' \t\n\r\f\v\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000')"));

    private static SqlPart Trimmed(string function, SqlPart text, MethodCallExpression call, Translator translator)
    {
        if (call.Arguments.Count == 0) return Trimmed(function, text);
        if (Translator.Strip(call.Arguments[0]) is not SlotExpression character) throw Unsupported.Method(call.Method);
        return new SqlSequence(new SqlText(function), text, new SqlText(", "), Parameters.Text(character), new SqlText(")"));
    }
}
