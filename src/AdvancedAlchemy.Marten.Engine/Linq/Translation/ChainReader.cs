using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Grouping;
using Marten.Engine.Linq.Includes;
using Marten.Engine.Linq.Joins;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Translation;

/// <summary>Reads a chain of query operators from the inside out.</summary>
internal static class ChainReader
{
    private delegate void Operator(QueryModel model, MethodCallExpression call);

    private static readonly Dictionary<string, Operator> Operators = new(StringComparer.Ordinal)
    {
        [nameof(Queryable.Where)] = (model, call) => AddFilter(model, Lambda(call)),
        [nameof(Queryable.OrderBy)] = (model, call) => Order(model, call, false),
        [nameof(Queryable.OrderByDescending)] = (model, call) => Order(model, call, true),
        [nameof(Queryable.ThenBy)] = (model, call) => Order(model, call, false),
        [nameof(Queryable.ThenByDescending)] = (model, call) => Order(model, call, true),
        [nameof(QueryableExtensions.OrderBySql)] = (model, call) => model.Orders.Add(new QueryOrder(null, false, Sql: call.Arguments[1])),
        [nameof(QueryableExtensions.ThenBySql)] = (model, call) => model.Orders.Add(new QueryOrder(null, false, Sql: call.Arguments[1])),
        [nameof(QueryableExtensions.OrderByNgramRank)] = (model, call) => model.Orders.Add(new QueryOrder(model.OfDocument(Lambda(call)), true, Term: call.Arguments[2])),
        [nameof(QueryMarkers.WhereSub)] = WhereSub,
        [nameof(Queryable.Skip)] = (model, call) => model.Skip = Number(call),
        [nameof(Queryable.Take)] = (model, call) => model.Take = Number(call),
        [nameof(Queryable.Select)] = Select,
        [nameof(Queryable.SelectMany)] = ElementReader.Read,
        [nameof(Queryable.Join)] = JoinReader.Join,
        [nameof(Queryable.GroupJoin)] = JoinReader.GroupJoin,
        [nameof(Queryable.GroupBy)] = GroupReader.Read,
        [nameof(Queryable.Distinct)] = Distinct,
        [nameof(Queryable.DistinctBy)] = DistinctBy,
        [nameof(QueryMarkers.Include)] = IncludeReader.Read,
        [nameof(QueryMarkers.Statistics)] = (model, call) => model.Statistics = (SlotExpression)call.Arguments[1],
        [nameof(Queryable.Cast)] = (_, _) => { },
    };

    internal static QueryModel Read(Expression chain)
    {
        var model = new QueryModel();
        Read(model, chain);
        return model;
    }

    internal static void AddFilter(QueryModel model, LambdaExpression filter) =>
        (model.Grouping is null ? model.Filters : model.Having).Add(model.OfDocument(filter));

    private static void Read(QueryModel model, Expression node)
    {
        switch (node)
        {
            case ConstantExpression { Value: IQueryRoot root }:
                model.Root = root;
                return;
            case MethodCallExpression { Method: { IsStatic: true } method } call when call.Arguments.Count > 0:
                if (!Operators.TryGetValue(method.Name, out var apply) || !IsOurs(method)) throw Unsupported.Operator(method.Name);
                Read(model, call.Arguments[0]);
                apply(model, call);
                return;
            case MethodCallExpression call when IncludeReader.SourceOf(call) is { } source:
                Read(model, source);
                IncludeReader.Read(model, call);
                return;
            case UnaryExpression { NodeType: ExpressionType.Convert } convert:
                Read(model, convert.Operand);
                return;
            default:
                throw Unsupported.Expression(node);
        }
    }

    private static bool IsOurs(MethodInfo method) =>
        method.DeclaringType == typeof(Queryable) || method.DeclaringType == typeof(QueryableExtensions) || method.DeclaringType == typeof(QueryMarkers);

    private static LambdaExpression Lambda(MethodCallExpression call)
    {
        var lambda = Translator.Strip(call.Arguments[1]) as LambdaExpression ?? throw Unsupported.Expression(call);
        return lambda.Parameters.Count == 1 ? lambda : throw Unsupported.Part($"{call.Method.Name} with the index of a row");
    }

    // The rows have to be documents: nothing else has subclasses.
    private static void WhereSub(QueryModel model, MethodCallExpression call)
    {
        if (model.Projection is not null || model.Grouping is not null) throw Unsupported.Part("WhereSub of what are no documents");
        model.Filters.Add(Lambda(call));
    }

    private static void Order(QueryModel model, MethodCallExpression call, bool descending) =>
        model.Orders.Add(new QueryOrder(model.OfDocument(Lambda(call)), descending, call.Arguments.Count > 2 ? call.Arguments[2] : null));

    private static void Select(QueryModel model, MethodCallExpression call)
    {
        // What is different before need not be so afterwards, and the other way round.
        if (model.IsDistinct || model.DistinctKey is not null) throw Unsupported.Part("Select after Distinct");
        model.Projection = model.OfDocument(Lambda(call));
    }

    // Distinct documents are all documents: no two rows are the same one.
    private static void Distinct(QueryModel model, MethodCallExpression call)
    {
        if (call.Arguments.Count > 1) throw Unsupported.Part("Distinct with a comparer");
        if (model.DistinctKey is not null) throw Unsupported.Part("Distinct after DistinctBy");
        model.IsDistinct = model.Projection is not null;
    }

    private static void DistinctBy(QueryModel model, MethodCallExpression call)
    {
        if (call.Arguments.Count > 2) throw Unsupported.Part("DistinctBy with a comparer");
        if (model.IsDistinct || model.DistinctKey is not null) throw Unsupported.Part("DistinctBy after Distinct");
        model.DistinctKey = model.OfDocument(Lambda(call));
    }

    private static SlotExpression Number(MethodCallExpression call) =>
        call.Arguments[1] is SlotExpression slot && slot.Type == typeof(int) ? slot : throw Unsupported.Part($"{call.Method.Name} by a range");
}
