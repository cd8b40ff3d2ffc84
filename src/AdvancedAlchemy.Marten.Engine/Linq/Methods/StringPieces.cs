using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>Substring</c>, <c>Replace</c>, <c>IndexOf</c> and <c>string.Concat</c>.</summary>
internal sealed class StringPieces : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(string.Substring), nameof(string.Replace), nameof(string.IndexOf), nameof(string.Concat)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(string);

    internal override SqlValue Value(MethodCallExpression call, Translator translator)
    {
        if (call.Method.Name == nameof(string.Concat)) return translator.Concat(call.Arguments);
        var text = translator.Value(call.Object!);
        return call.Method.Name switch
        {
            nameof(string.Substring) => Of(text, translator, Utf16.Substring(
                text.Node, Number(call.Arguments[0], translator), call.Arguments.Count > 1 ? Number(call.Arguments[1], translator) : null), typeof(string)),
            nameof(string.Replace) when call.Arguments.Count == 2 => Replace(text, call, translator),
            nameof(string.IndexOf) when IsOrdinal(call, translator) => Of(text, translator, Utf16.IndexOf(text.Node, translator.TextOf(call.Arguments[0])), typeof(int)),
            _ => throw Unsupported.Method(call.Method),
        };
    }

    private static SqlValue Of(SqlValue text, Translator translator, SqlPart node, Type type) => text.Computed(node, type, translator.Context.Mapping.Members.Scalars.Find(type));

    private static SqlValue Replace(SqlValue text, MethodCallExpression call, Translator translator)
    {
        if (Translator.Strip(call.Arguments[0]) is not SlotExpression old) throw Unsupported.Method(call.Method);
        var oldText = Parameters.Node(new ConvertingBinder(old.Index, NpgsqlDbType.Text, static v => v is not "" ? v.ToString()! : throw new ArgumentException("Empty text cannot be replaced", "oldValue")));
        var newText = new SqlSequence(new SqlText("COALESCE("), translator.TextOf(call.Arguments[1]), new SqlText(", '')"));
        return Of(text, translator, new SqlSequence(new SqlText("replace("), text.Node, new SqlText(", "), oldText, new SqlText(", "), newText, new SqlText(")")), typeof(string));
    }

    private static bool IsOrdinal(MethodCallExpression call, Translator translator) => call.Arguments.Count switch
    {
        1 => true,
        2 when call.Arguments[1].Type == typeof(StringComparison) => !TextComparison.IgnoresCase(translator.Context.Literal(call.Arguments[1])),
        _ => false,
    };

    private static SqlPart Number(Expression node, Translator translator) => translator.Value(node).Node;
}
