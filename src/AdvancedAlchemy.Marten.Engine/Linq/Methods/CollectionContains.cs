using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags.Contains(value)</c></summary>
internal sealed class CollectionContains : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Enumerable.Contains)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType != typeof(string);

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        var (list, item) = Collections.ContainsOperands(call);
        if (Translator.Strip(list) is SlotExpression) return null;
        if (call.Arguments.Count + (call.Object is null ? 0 : 1) > 2 && !(call.Arguments[^1] is SlotExpression comparer && translator.Context.IsNull(comparer)))
        {
            throw Unsupported.Part("Contains with a comparer on a collection in the document");
        }

        var collection = translator.Value(list);
        if (collection.Json is null) return null;
        if (Translator.Strip(item) is not SlotExpression slot)
        {
            throw Unsupported.Part($"'{call}', which looks for a value of the same row,");
        }

        return Containment.Of(translator, collection, slot);
    }
}
