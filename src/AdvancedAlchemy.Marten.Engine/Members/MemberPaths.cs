using System.Linq.Expressions;
using System.Reflection;

namespace Marten.Engine.Members;

/// <summary>Reads the chain of members out of <c>x => x.A.B</c>.</summary>
internal static class MemberPaths
{
    /// <exception cref="ArgumentException">The expression is no chain of members.</exception>
    internal static MemberInfo[] Of(LambdaExpression expression) => Of(expression.Body, expression);

    /// <summary>The members of each part of <c>x => x.A</c> or <c>x => new { x.A, x.B }</c>.</summary>
    internal static MemberInfo[][] AllOf(LambdaExpression expression) =>
        Strip(expression.Body) is NewExpression anonymous
            ? [.. anonymous.Arguments.Select(a => Of(a, expression))]
            : [Of(expression)];

    private static MemberInfo[] Of(Expression body, LambdaExpression whole) =>
        Find(body) ?? throw new ArgumentException($"'{whole}' has to name a member of the document, such as x => x.Name", nameof(whole));

    /// <summary>The members from the document on; null for what is no chain of members.</summary>
    internal static MemberInfo[]? Find(Expression? body)
    {
        if (body is null) return null;
        var members = new Stack<MemberInfo>();
        var current = Strip(body);
        while (current is MemberExpression member)
        {
            // .Value of a nullable is no step in the JSON
            if (!(member.Member.Name == "Value" && Nullable.GetUnderlyingType(member.Member.DeclaringType!) is not null))
            {
                members.Push(member.Member);
            }

            current = member.Expression is null ? null : Strip(member.Expression);
        }

        return current is ParameterExpression && members.Count > 0 ? [.. members] : null;
    }

    private static Expression Strip(Expression expression)
    {
        while (expression is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs } unary)
        {
            expression = unary.Operand;
        }

        return expression;
    }
}
