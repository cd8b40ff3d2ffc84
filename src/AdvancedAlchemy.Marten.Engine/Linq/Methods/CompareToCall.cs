using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Methods;

/// <summary><c>a.CompareTo(b)</c> and <c>string.Compare(a, b)</c>, which mean something once they are compared with zero.</summary>
/// <param name="First">The first value.</param>
/// <param name="Second">The second value.</param>
/// <param name="Kind">How text is compared; null for the order of the database.</param>
internal sealed record CompareToCall(Expression First, Expression Second, Expression? Kind)
{
    internal static CompareToCall? Find(Expression node) => node switch
    {
        MethodCallExpression { Method: { Name: "Compare", IsStatic: true } method, Arguments: [var first, var second] }
            when method.DeclaringType == typeof(string) || method.DeclaringType == typeof(DateTime) || method.DeclaringType == typeof(decimal) => new(first, second, null),
        MethodCallExpression { Method: { Name: "Compare", IsStatic: true } method, Arguments: [var first, var second, SlotExpression kind] }
            when method.DeclaringType == typeof(string) && kind.Type == typeof(StringComparison) => new(first, second, kind),
        MethodCallExpression { Method.Name: "CompareTo", Object: { } first, Arguments: [var second] } => new(first, second, null),
        _ => null,
    };
}
