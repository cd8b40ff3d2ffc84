using System.Linq.Expressions;

namespace Marten.Engine.Linq.Shapes;

/// <summary>Looks for parameters that no lambda inside of the expression has.</summary>
internal sealed class ParameterSearch : ExpressionVisitor
{
    private readonly HashSet<ParameterExpression> _own = [];
    private bool _found;

    internal static bool Finds(Expression expression)
    {
        var search = new ParameterSearch();
        search.Visit(expression);
        return search._found;
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        _own.UnionWith(node.Parameters);
        return base.VisitLambda(node);
    }

    protected override Expression VisitParameter(ParameterExpression node)
    {
        _found |= !_own.Contains(node);
        return node;
    }
}
