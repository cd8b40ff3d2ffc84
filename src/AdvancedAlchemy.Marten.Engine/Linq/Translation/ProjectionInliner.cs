using System.Linq.Expressions;

namespace Marten.Engine.Linq.Translation;

/// <summary>Rewrites a lambda over the result of Select into one over the document.</summary>
internal sealed class ProjectionInliner : ExpressionVisitor
{
    private readonly ParameterExpression _parameter;
    private readonly Expression _replacement;

    private ProjectionInliner(ParameterExpression parameter, Expression replacement)
    {
        _parameter = parameter;
        _replacement = replacement;
    }

    internal static LambdaExpression Inline(LambdaExpression lambda, LambdaExpression projection)
    {
        var body = new ProjectionInliner(lambda.Parameters[0], projection.Body).Visit(lambda.Body);
        return Expression.Lambda(body, projection.Parameters);
    }

    protected override Expression VisitParameter(ParameterExpression node) => node == _parameter ? _replacement : node;

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null) return node;
        var owner = Visit(node.Expression);
        switch (owner)
        {
            case NewExpression { Members: { } members } created:
                for (var i = 0; i < members.Count; i++)
                {
                    if (members[i].Name == node.Member.Name) return created.Arguments[i];
                }

                break;
            case NewExpression { Constructor: { } constructor } created:
                // A record's constructor: parameters are named like the members.
                var parameters = constructor.GetParameters();
                for (var i = 0; i < parameters.Length; i++)
                {
                    if (string.Equals(parameters[i].Name, node.Member.Name, StringComparison.OrdinalIgnoreCase)) return created.Arguments[i];
                }

                break;
            case MemberInitExpression init:
                foreach (var binding in init.Bindings)
                {
                    if (binding is MemberAssignment assignment && binding.Member.Name == node.Member.Name) return assignment.Expression;
                }

                break;
        }

        return node.Update(owner);
    }
}
