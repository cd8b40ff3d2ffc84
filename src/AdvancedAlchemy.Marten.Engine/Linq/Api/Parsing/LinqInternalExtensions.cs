using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Members;
using Marten.Exceptions;
using Marten.Linq.Members;

namespace Marten.Linq.Parsing;

/// <summary>Help for parsers of methods.</summary>
public static partial class LinqInternalExtensions
{
    /// <summary>The member that the expression names: <c>x.A.B</c>, or what a method is called on.</summary>
    public static IQueryableMember MemberFor(this IHasChildrenMembers collection, Expression expression) =>
        collection.MemberFor(expression, $"'{expression}' names no member of a document");

    /// <exception cref="BadLinqExpressionException">It names none; the message is <paramref name="invalidExpression"/>.</exception>
    public static IQueryableMember MemberFor(this IHasChildrenMembers collection, Expression expression, string invalidExpression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var named = expression is MethodCallExpression call ? call.Object ?? call.Arguments.FirstOrDefault() : expression;
        return MemberPaths.Find(named is LambdaExpression lambda ? lambda.Body : named) is { } path
            ? collection.MemberFor(path)
            : throw new BadLinqExpressionException(invalidExpression);
    }

    public static IQueryableMember MemberFor(this IHasChildrenMembers collection, MemberInfo[] members)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(members);
        var member = collection.FindMember(members[0]);
        foreach (var next in members.Skip(1))
        {
            member = (member as IHasChildrenMembers)?.FindMember(next) ?? throw new BadLinqExpressionException($"{member.MemberName} has no member {next.Name}");
        }

        return member;
    }

    /// <param name="collection">The members.</param>
    /// <param name="memberName">The member's name in C#.</param>
    public static IQueryableMember MemberFor(this IQueryableMemberCollection collection, string memberName)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var found = collection.ElementType.GetMember(memberName, MemberTypes.Property | MemberTypes.Field, BindingFlags.Instance | BindingFlags.Public);
        return found.Length == 0
            ? throw new BadLinqExpressionException($"{collection.ElementType.Name} has no member {memberName}")
            : collection.FindMember(found[0]);
    }

    public static IQueryableMember MemberFor<T>(this IQueryableMemberCollection collection, Expression<Func<T, object>> propertyExpression) =>
        collection.MemberFor((Expression)propertyExpression);

    /// <summary>The keys that lead to the member in the JSON, from the document on.</summary>
    public static IEnumerable<string> JsonPathSegments(this IQueryableMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return [.. member.Ancestors.Select(a => a.JsonPathSegment), member.JsonPathSegment];
    }

    /// <summary>The value of an expression that does not depend on a document.</summary>
    public static object Value(this Expression expression) => CapturedValue.Of(expression)!;

    /// <summary>The value of an expression that does not depend on a document.</summary>
    public static ConstantExpression ReduceToConstant(this Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return expression as ConstantExpression ?? Expression.Constant(CapturedValue.Of(expression), expression.Type);
    }
}
