using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Compiled;

/// <summary>
/// Puts the documents in the place of the lambda's parameter. Operators that are methods of the query itself, such as Include,
/// have no place in a chain of expressions: they are called, and what they were given is found again in what they gave.
/// </summary>
internal sealed class ChainResolver(ParameterExpression parameter, IQueryable root) : ExpressionVisitor
{
    private readonly Dictionary<object, Expression> _given = new(ReferenceEqualityComparer.Instance);

    protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? root.Expression : node;

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        if (!MustBeCalled(node) || !typeof(IQueryable).IsAssignableFrom(node.Type) || !BeginsHere(node)) return base.VisitMethodCall(node);
        return new Restorer(_given).Visit(((IQueryable)Call(node)).Expression)!;
    }

    private static bool MustBeCalled(MethodCallExpression call) =>
        call.Object is not null || (call.Method.DeclaringType == typeof(QueryableExtensions) && call.Method.Name == "Include");

    private bool BeginsHere(Expression? node) => node switch
    {
        ParameterExpression given => given == parameter,
        MethodCallExpression call => BeginsHere(call.Object ?? call.Arguments.FirstOrDefault()),
        UnaryExpression convert => BeginsHere(convert.Operand),
        _ => false,
    };

    private object Evaluate(Expression node) => node switch
    {
        MethodCallExpression call when MustBeCalled(call) => Call(call),
        _ => root.Provider.CreateQuery(Visit(node)!),
    };

    private object Call(MethodCallExpression call)
    {
        var arguments = new object?[call.Arguments.Count];
        for (var i = 0; i < arguments.Length; i++) arguments[i] = i == 0 && call.Object is null ? Evaluate(call.Arguments[0]) : Argument(call.Arguments[i]);
        var target = call.Object is null ? null : Evaluate(call.Object);
        return call.Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
    }

    private object? Argument(Expression node)
    {
        if (node is UnaryExpression { NodeType: ExpressionType.Quote } quote) return quote.Operand;
        var value = CapturedValue.Of(node);
        if (value is not null && !value.GetType().IsValueType && node is not ConstantExpression) _given[value] = node;
        return value;
    }

    private sealed class Restorer(Dictionary<object, Expression> given) : ExpressionVisitor
    {
        protected override Expression VisitConstant(ConstantExpression node) =>
            node.Value is not null && given.TryGetValue(node.Value, out var original)
                ? original.Type == node.Type ? original : Expression.Convert(original, node.Type)
                : node;
    }
}
