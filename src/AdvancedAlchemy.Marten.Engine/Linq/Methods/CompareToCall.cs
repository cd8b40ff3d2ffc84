using System.Linq.Expressions;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>a.CompareTo(b)</c> and <c>string.Compare(a, b)</c>, which mean something once they are compared with zero.</summary>
internal static class CompareToCall
{
    internal static (Expression First, Expression Second)? Find(Expression node) => node switch
    {
        MethodCallExpression { Method: { Name: "Compare", IsStatic: true } method, Arguments: [var first, var second] }
            when method.DeclaringType == typeof(string) => (first, second),
        MethodCallExpression { Method.Name: "CompareTo", Object: { } first, Arguments: [var second] } => (first, second),
        _ => null,
    };
}
