using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags[0]</c>, <c>ElementAt</c>, <c>First</c>, <c>Last</c> and <c>x.Settings["key"]</c>; what is not there is null.</summary>
internal sealed class CollectionItems : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
    [
        "get_Item", nameof(Enumerable.ElementAt), nameof(Enumerable.ElementAtOrDefault), nameof(Enumerable.First), nameof(Enumerable.FirstOrDefault),
        nameof(Enumerable.Last), nameof(Enumerable.LastOrDefault),
    ];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => true;

    internal override SqlValue? Value(MethodCallExpression call, Translator translator)
    {
        var name = call.Method.Name;
        if (name.EndsWith("OrDefault", StringComparison.Ordinal) && call.Type.IsValueType && Nullable.GetUnderlyingType(call.Type) is null)
        {
            throw Unsupported.Part($"'{call}', which is never null,");
        }

        if (name is not ("get_Item" or nameof(Enumerable.ElementAt) or nameof(Enumerable.ElementAtOrDefault)))
        {
            if (call.Arguments.Count != 1 || ElementSource.IsDerived(call.Arguments[0])) throw Unsupported.Method(call.Method);
            return Collections.ElementAt(translator, translator.Value(call.Arguments[0]), new SqlText(name.StartsWith("First", StringComparison.Ordinal) ? "0" : "-1"), call.Type);
        }

        var (owner, key) = call.Object is { } target ? (target, call.Arguments[0]) : (call.Arguments[0], call.Arguments[1]);
        var collection = translator.Value(owner);
        if (!Collections.IsDictionary(collection.PlainType)) return Collections.ElementAt(translator, collection, key, call.Type);
        if (Translator.Strip(key) is not SlotExpression slot || collection.Json is null) throw Unsupported.Expression(call);
        var text = Parameters.Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Text, DictionaryKeys.KeyText));
        return JsonValues.Item(translator.Context, collection.Json, text, call.Type) with { IsElement = collection.IsElement };
    }
}
