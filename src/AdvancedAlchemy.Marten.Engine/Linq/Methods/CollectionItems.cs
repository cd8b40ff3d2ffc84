using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Translation;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags[0]</c>, <c>x.Tags.ElementAt(0)</c> and <c>x.Settings["key"]</c></summary>
internal sealed class CollectionItems : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = ["get_Item", nameof(Enumerable.ElementAt)];

    internal override bool IsValue => true;

    internal override bool Matches(MethodInfo method) => true;

    internal override SqlValue? Value(MethodCallExpression call, Translator translator)
    {
        var (owner, key) = call.Object is { } target ? (target, call.Arguments[0]) : (call.Arguments[0], call.Arguments[1]);
        var collection = translator.Value(owner);
        if (!Collections.IsDictionary(collection.PlainType)) return Collections.ElementAt(translator, collection, key, call.Type);
        if (Translator.Strip(key) is not SlotExpression slot || collection.Json is null) throw Unsupported.Expression(call);
        var text = Parameters.Node(new ConvertingBinder(slot.Index, NpgsqlDbType.Text, DictionaryKeys.KeyText));
        return JsonValues.Item(translator.Context, collection.Json, text, call.Type);
    }
}
