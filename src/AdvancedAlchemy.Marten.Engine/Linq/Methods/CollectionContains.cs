using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags.Contains(value)</c>, also of what Where and Select made of a collection, of a dictionary's Keys and Values, and <c>ContainsValue</c>.</summary>
internal sealed class CollectionContains : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } = [nameof(Enumerable.Contains), "ContainsValue"];

    internal override bool Matches(MethodInfo method) => method.DeclaringType != typeof(string);

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        var (list, item) = Collections.ContainsOperands(call);
        if (Translator.Strip(list) is SlotExpression) return null;
        if (call.Arguments.Count + (call.Object is null ? 0 : 1) > 2 && !(call.Arguments[^1] is SlotExpression comparer && translator.Context.IsNull(comparer)))
        {
            throw Unsupported.Part("Contains with a comparer on a collection in the document");
        }

        if (call.Method.Name == "ContainsValue") list = Expression.Property(list, "Values");
        if (Translator.Strip(list) is MemberExpression { Member.Name: "Keys", Expression: { } dictionary } && Collections.IsDictionary(dictionary.Type))
        {
            return DictionaryKeys.Has(translator.Value(dictionary), item, call);
        }

        if (ElementSource.IsDerived(list)) return Equal(ElementSource.Of(translator, list), item, translator);
        var collection = translator.Value(list);
        if (collection.Json is null || ColumnTypes.ElementType(collection.PlainType) is null) throw Unsupported.Method(call.Method);
        return Translator.Strip(item) is SlotExpression slot
            ? Containment.Of(translator, collection, slot)
            : Equal(ElementSource.Elements(translator, collection), item, translator);
    }

    private static SqlPart Equal(ElementSource source, Expression item, Translator translator)
    {
        if (Translator.Strip(item) is SlotExpression slot) return Containment.Equal(translator, source, slot);
        var (self, value) = (StrongIds.Unwrap(translator.Context, source.Scope.Self), StrongIds.Unwrap(translator.Context, translator.Value(item)));
        if (self.Scalar is null || value.Scalar is null) throw Unsupported.Part($"'{item}' as what is looked for");
        return source.Exists(new SqlComparison(self.Node, "is not distinct from", value.Node));
    }
}
