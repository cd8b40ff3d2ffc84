using System.Linq.Expressions;
using Marten.Engine.Linq.Translation;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Grouping;

/// <summary>Rewrites a lambda over a group into one over its key and what SQL aggregates.</summary>
internal sealed class GroupRewriter(RowGrouping grouping, ParameterExpression group) : ExpressionVisitor
{
    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null) return node;
        if (node.Expression == group && node.Member.Name == "Key") return grouping.Key;
        var owner = Visit(node.Expression);
        return ProjectionInliner.MemberOf(owner, node.Member) ?? node.Update(owner);
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (node.Method.DeclaringType != typeof(Enumerable) || !IsOfGroup(node)) return base.VisitMethodCall(node);
        if (node.Method.Name is not (nameof(Enumerable.Count) or nameof(Enumerable.LongCount) or nameof(Enumerable.Sum) or nameof(Enumerable.Min)
            or nameof(Enumerable.Max) or nameof(Enumerable.Average)))
        {
            throw Unsupported.Part($"{node.Method.Name} of a group");
        }

        var (element, filters, distinct) = Rows(node.Arguments[0]);
        var counts = node.Method.Name is nameof(Enumerable.Count) or nameof(Enumerable.LongCount);
        if (node.Arguments.Count > 1)
        {
            if (node.Arguments[1] is not LambdaExpression { Parameters.Count: 1 } lambda) throw Unsupported.Part($"{node.Method.Name} of a group with a comparer");
            if (counts) filters.Add(Inline(lambda, element));
            else element = Inline(lambda, element);
        }

        var of = counts && !distinct ? null : element ?? throw Unsupported.Part($"{node.Method.Name} of whole documents");
        return new GroupAggregateExpression(node.Method.Name, node.Type, of, filters, distinct);
    }

    protected override Expression VisitParameter(ParameterExpression node) => node == group
        ? throw new BadLinqExpressionException(
            "GroupBy must be followed by a Select() projection of the key and of aggregates. Marten does not support returning IGrouping<K,T> directly.")
        : node;

    private bool IsOfGroup(MethodCallExpression call)
    {
        Expression? source = call;
        while (source is MethodCallExpression { Arguments.Count: > 0 } step && step.Method.DeclaringType == typeof(Enumerable)) source = step.Arguments[0];
        return source == group;
    }

    private (LambdaExpression? Element, List<LambdaExpression> Filters, bool Distinct) Rows(Expression source)
    {
        if (source == group) return (grouping.Element, [], false);
        var call = (MethodCallExpression)source;
        var (element, filters, distinct) = Rows(call.Arguments[0]);
        var lambda = call.Arguments.Count == 2 ? call.Arguments[1] as LambdaExpression : null;
        switch (call.Method.Name)
        {
            case nameof(Enumerable.Where) when lambda is { Parameters.Count: 1 } && !distinct:
                filters.Add(Inline(lambda, element));
                return (element, filters, distinct);
            case nameof(Enumerable.Select) when lambda is { Parameters.Count: 1 } && !distinct:
                return (Inline(lambda, element), filters, distinct);
            case nameof(Enumerable.Distinct) when call.Arguments.Count == 1:
                return (element, filters, true);
            default:
                throw Unsupported.Part($"{call.Method.Name} of a group");
        }
    }

    private static LambdaExpression Inline(LambdaExpression lambda, LambdaExpression? element) => element is null ? lambda : ProjectionInliner.Inline(lambda, element);
}
