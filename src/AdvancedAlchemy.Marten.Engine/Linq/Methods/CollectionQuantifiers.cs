using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;
using Marten.Engine.Schema;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>x.Tags.Any(...)</c>, <c>All</c>, <c>Count</c> and <c>IsEmpty</c>.</summary>
internal sealed class CollectionQuantifiers : MethodParser
{
    internal override IReadOnlyList<string> Names { get; } =
        [nameof(Enumerable.Any), nameof(Enumerable.All), nameof(Enumerable.Count), nameof(Enumerable.LongCount), nameof(LinqExtensions.IsEmpty)];

    internal override bool Matches(MethodInfo method) => method.DeclaringType == typeof(Enumerable) || method.DeclaringType == typeof(LinqExtensions);

    internal override SqlPart? Predicate(MethodCallExpression call, Translator translator)
    {
        if (call.Method.Name is nameof(Enumerable.Count) or nameof(Enumerable.LongCount)) return null;
        if (call.Arguments.Count == 1)
        {
            var any = HasElements(call.Arguments[0], translator);
            return call.Method.Name == nameof(LinqExtensions.IsEmpty) ? any.Negate() : any;
        }

        var condition = ElementSource.Lambda(call);
        if (call.Method.Name == nameof(Enumerable.Any)) return Any(call.Arguments[0], condition, translator);

        // All: there is none that fails, and what is unknown fails too.
        var source = ElementSource.Of(translator, call.Arguments[0]);
        return source.Exists(new SqlNotTrue(source.Condition(translator, condition))).Negate();
    }

    internal override SqlValue? Value(MethodCallExpression call, Translator translator)
    {
        if (call.Method.Name is not (nameof(Enumerable.Count) or nameof(Enumerable.LongCount))) return null;
        if (call.Arguments.Count == 1 && !ElementSource.IsDerived(call.Arguments[0]))
        {
            var collection = translator.Value(call.Arguments[0]);
            return Collections.IsDictionary(collection.PlainType) ? Collections.DictionaryCount(translator, collection) : Collections.Count(translator, collection);
        }

        var source = ElementSource.Of(translator, call.Arguments[0]);
        SqlPart[] conditions = call.Arguments.Count == 1 ? [] : [source.Condition(translator, ElementSource.Lambda(call))];
        return Collections.Number(translator, source.Select(new SqlText("count(*)"), conditions));
    }

    internal override bool IsValue => false;

    private static SqlPart Any(Expression elements, LambdaExpression condition, Translator translator)
    {
        if (ElementSource.IsDerived(elements)) return Exists(ElementSource.Of(translator, elements), condition, translator);
        var collection = translator.Value(elements);
        if (ColumnTypes.ElementType(collection.PlainType) is not { } type) return Exists(ElementSource.Of(translator, elements), condition, translator);
        if (translator.Context.Mapping.Members.Scalars.Find(type) is not null)
        {
            return ValueOfEquality(condition) is { } value
                ? Containment.Of(translator, collection, value)
                : Exists(ElementSource.Elements(translator, collection), condition, translator);
        }

        if (ObjectContainment.Find(translator, collection, condition) is not var (containment, isComplete)) return Exists(ElementSource.Elements(translator, collection), condition, translator);
        return isComplete ? containment : SqlCompound.And(containment, Exists(ElementSource.Elements(translator, collection), condition, translator));
    }

    private static SqlPart Exists(ElementSource source, LambdaExpression condition, Translator translator) => source.Exists(source.Condition(translator, condition));

    // Null, missing and empty are all empty. In strict mode [*] of what is no array is an error, and with @? that is unknown.
    private static SqlPart HasElements(Expression elements, Translator translator)
    {
        if (ElementSource.IsDerived(elements)) return ElementSource.Of(translator, elements).Exists();
        var collection = translator.Value(elements);
        if (Collections.IsDictionary(collection.PlainType))
        {
            return new SqlOrFalse(new SqlComparison(Collections.DictionaryCount(translator, collection).Node, ">", new SqlText("0")));
        }

        if (collection.Member is not { Keys.Length: > 0 } member || ColumnTypes.ElementType(collection.PlainType) is null)
        {
            return new SqlOrFalse(new SqlComparison(Collections.Count(translator, collection).Node, ">", new SqlText("0")));
        }

        var path = string.Concat(member.Keys.Select(k => "." + JsonSerializer.Serialize(k)));
        return new SqlOrFalse(new SqlText($"d.data @? {Identifier.Literal($"strict ${path}[*]")}"));
    }

    // Any(t => t == value) is Contains(value).
    private static SlotExpression? ValueOfEquality(LambdaExpression lambda)
    {
        if (lambda.Body is not BinaryExpression { NodeType: ExpressionType.Equal } equality) return null;
        var (left, right) = (Translator.Strip(equality.Left), Translator.Strip(equality.Right));
        if (left == lambda.Parameters[0]) return right as SlotExpression;
        return right == lambda.Parameters[0] ? left as SlotExpression : null;
    }
}
