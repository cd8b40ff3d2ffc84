using System.Linq.Expressions;
using System.Reflection;

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

    internal static LambdaExpression Inline(LambdaExpression lambda, LambdaExpression projection) =>
        Expression.Lambda(Replace(lambda.Body, lambda.Parameters[0], projection.Body), projection.Parameters);

    internal static Expression Replace(Expression body, ParameterExpression parameter, Expression replacement) =>
        new ProjectionInliner(parameter, replacement).Visit(body);

    /// <summary>What an object that a projection makes has in a member; null when that cannot be seen.</summary>
    internal static Expression? MemberOf(Expression owner, MemberInfo member)
    {
        switch (owner)
        {
            case NewExpression { Members: { } members } created:
                for (var i = 0; i < members.Count; i++)
                {
                    if (members[i].Name == member.Name) return created.Arguments[i];
                }

                break;
            case NewExpression { Constructor: { } constructor } created:
                // A record's constructor: parameters are named like the members.
                var parameters = constructor.GetParameters();
                for (var i = 0; i < parameters.Length; i++)
                {
                    if (string.Equals(parameters[i].Name, member.Name, StringComparison.OrdinalIgnoreCase)) return created.Arguments[i];
                }

                break;
            case MemberInitExpression init:
                foreach (var binding in init.Bindings)
                {
                    if (binding is MemberAssignment assignment && binding.Member.Name == member.Name) return assignment.Expression;
                }

                return MemberOf(init.NewExpression, member);
        }

        return null;
    }

    protected override Expression VisitParameter(ParameterExpression node) => node == _parameter ? _replacement : node;

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is null) return node;
        var owner = Visit(node.Expression);
        return MemberOf(owner, node.Member) ?? node.Update(owner);
    }
}
