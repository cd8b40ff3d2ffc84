using System.Linq.Expressions;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>Reads SelectMany: over a collection of each row, or over the rows that GroupJoin found for it.</summary>
internal static class ElementReader
{
    internal static void Read(QueryModel model, MethodCallExpression call)
    {
        model.BeforeOtherRows(nameof(Queryable.SelectMany));
        var selector = (LambdaExpression)Translator.Strip(call.Arguments[1]);
        if (selector.Parameters.Count != 1) throw Unsupported.Part("SelectMany with the index of a row");
        var collection = model.OfDocument(selector);
        var element = Add(model, collection, collection.Body, false);
        model.Projection = call.Arguments.Count == 2
            ? Expression.Lambda(element, collection.Parameters)
            : model.Projection is null && model.Grouping is null
                ? Result((LambdaExpression)Translator.Strip(call.Arguments[2]), collection, element)
                : model.OfDocument((LambdaExpression)Translator.Strip(call.Arguments[2]), element);
    }

    // The first parameter of the result is the one of the collection: they are the same document.
    private static LambdaExpression Result(LambdaExpression result, LambdaExpression collection, Expression element) => Expression.Lambda(
        ProjectionInliner.Replace(ProjectionInliner.Replace(result.Body, result.Parameters[1], element), result.Parameters[0], collection.Parameters[0]),
        collection.Parameters);

    private static Expression Add(QueryModel model, LambdaExpression whole, Expression body, bool keepsEmpty)
    {
        body = Translator.Strip(body);
        if (body is GroupedRowsExpression grouped)
        {
            model.Sources.Add(new DocumentSource(grouped.Row, grouped.Rows, grouped.Outer, grouped.Inner, keepsEmpty));
            return grouped.Rows.Projection is { } made ? ProjectionInliner.Replace(made.Body, made.Parameters[0], grouped.Row) : grouped.Row;
        }

        if (body is not MethodCallExpression { Method: { IsStatic: true } method } call || method.DeclaringType != typeof(Enumerable)) return Elements(model, whole, body, keepsEmpty);
        switch (method.Name)
        {
            case nameof(Enumerable.DefaultIfEmpty) when call.Arguments.Count == 1:
                return Add(model, whole, call.Arguments[0], true);
            case nameof(Enumerable.Where) when !keepsEmpty && call.Arguments[1] is LambdaExpression { Parameters.Count: 1 } condition:
                var filtered = Add(model, whole, call.Arguments[0], false);
                model.Filters.Add(Expression.Lambda(ProjectionInliner.Replace(condition.Body, condition.Parameters[0], filtered), whole.Parameters));
                return filtered;
            case nameof(Enumerable.Select) when call.Arguments[1] is LambdaExpression { Parameters.Count: 1 } made:
                return ProjectionInliner.Replace(made.Body, made.Parameters[0], Add(model, whole, call.Arguments[0], keepsEmpty));
            case nameof(Enumerable.AsEnumerable):
                return Add(model, whole, call.Arguments[0], keepsEmpty);
            default:
                throw Unsupported.Method(method);
        }
    }

    private static ParameterExpression Elements(QueryModel model, LambdaExpression whole, Expression body, bool keepsEmpty)
    {
        var type = Members.ColumnTypes.ElementType(body.Type) ?? throw Unsupported.Part($"SelectMany over '{body}', which is no collection,");
        var row = Expression.Parameter(type, "element");
        var source = new ElementSource(row, Expression.Lambda(body, whole.Parameters), keepsEmpty);
        model.Sources.Add(source);

        // Elements stay in their order where the documents have one.
        if (model.Orders.Count > 0) model.Orders.Add(new QueryOrder(Expression.Lambda(source.Position, whole.Parameters), false));
        return row;
    }
}
