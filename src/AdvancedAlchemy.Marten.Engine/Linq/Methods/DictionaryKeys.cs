using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Settings.ContainsKey("key")</c></summary>
internal sealed class DictionaryKeys : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = ["ContainsKey"];

    internal override bool Matches(MethodInfo method) => true;

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator) =>
        Has(translator.Value(call.Object ?? call.Arguments[0]), call.Arguments[^1], call);

    /// <summary>Whether there is an entry under the key.</summary>
    internal static SqlPart Has(SqlValue dictionary, Expression item, MethodCallExpression call)
    {
        if (dictionary.Json is null || Translator.Strip(item) is not SlotExpression slot) throw Unsupported.Expression(call);
        var key = Parameters.Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Text, KeyText));
        return new SqlSequence(new SqlText("COALESCE(jsonb_exists("), dictionary.Json, new SqlText(", "), key, new SqlText("), FALSE)"));
    }

    /// <summary>A key as System.Text.Json writes it.</summary>
    internal static object KeyText(object key) => key switch
    {
        string text => text,
        Enum name => name.ToString(),
        DateTime or DateTimeOffset or DateOnly or TimeOnly => throw Unsupported.Part($"a key of type {key.GetType().Name}"),
        IFormattable value => value.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString()!,
    };
}
