using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;
using Marten.Engine.Members;

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
        var collection = translator.Value(call.Arguments[0]);
        if (call.Arguments.Count == 1)
        {
            // Null, missing and empty are all empty.
            var count = new SqlSequence(new SqlText("COALESCE("), Collections.Count(translator, collection).Node, new SqlText(", 0)"));
            return new SqlComparison(count, call.Method.Name == nameof(LinqExtensions.IsEmpty) ? "=" : "!=", new SqlText("0"));
        }

        var condition = (LambdaExpression)Translator.Strip(call.Arguments[1]);
        if (call.Method.Name == nameof(Enumerable.Any))
        {
            return ValueOfEquality(condition) is { } value && ColumnTypes.ElementType(collection.PlainType) is { } type
                && translator.Context.Mapping.Members.Scalars.Find(type) is not null
                ? Containment.Of(translator, collection, value)
                : Exists(translator, collection, condition, true);
        }

        return Exists(translator, collection, condition, false).Negate();
    }

    internal override SqlValue? Value(MethodCallExpression call, Translator translator)
    {
        if (call.Method.Name is not (nameof(Enumerable.Count) or nameof(Enumerable.LongCount))) return null;
        var collection = translator.Value(call.Arguments[0]);
        var count = Collections.Count(translator, collection);
        if (call.Arguments.Count == 1) return count;
        var (source, scope) = Collections.Rows(translator, collection);
        var condition = Condition(translator, (LambdaExpression)Translator.Strip(call.Arguments[1]), scope);
        return count with { Node = new SqlSequence(new SqlText("(select count(*) from "), source, new SqlText(" where "), condition, new SqlText(")")) };
    }

    internal override bool IsValue => false;

    private static SqlSequence Exists(Translator translator, SqlValue collection, LambdaExpression lambda, bool wanted)
    {
        var (source, scope) = Collections.Rows(translator, collection);
        var condition = Condition(translator, lambda, scope);

        // All: there is none that fails, and what is unknown fails too.
        if (!wanted) condition = new SqlSequence(new SqlText("("), condition, new SqlText(") is not true"));
        return new SqlSequence(new SqlText("EXISTS (select 1 from "), source, new SqlText(" where "), condition, new SqlText(")"));
    }

    private static SqlPart Condition(Translator translator, LambdaExpression lambda, ElementScope scope)
    {
        if (lambda.Parameters.Count != 1) throw Unsupported.Expression(lambda);
        translator.Context.Enter(lambda.Parameters[0], scope);
        return translator.Predicate(lambda.Body);
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
