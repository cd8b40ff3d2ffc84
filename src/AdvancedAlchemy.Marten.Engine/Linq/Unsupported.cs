using System.Linq.Expressions;
using System.Reflection;
using Marten.Exceptions;

namespace Marten.Engine.Linq;

/// <summary>What is said of expressions that have no SQL.</summary>
internal static class Unsupported
{
    internal static BadLinqExpressionException Expression(Expression node) => node switch
    {
        MemberExpression member => Member(member.Member),
        MethodCallExpression call => Method(call.Method),
        BinaryExpression binary => new BadLinqExpressionException($"Marten does not (yet) support the operator '{binary.NodeType}' in '{binary}'"),
        _ => new BadLinqExpressionException($"Marten does not (yet) support the expression '{node}' of kind {node.NodeType}"),
    };

    internal static BadLinqExpressionException Member(MemberInfo member) =>
        new($"Marten does not (yet) support member {NameOf(member.DeclaringType!)}.{member.Name}");

    internal static BadLinqExpressionException Method(MethodInfo method) =>
        new($"Marten does not (yet) support Linq queries using the {NameOf(method.DeclaringType!)}.{method.Name}() method");

    internal static BadLinqExpressionException Operator(string name) => new($"Marten does not (yet) support Linq operator '{name}'");

    internal static BadLinqExpressionException Part(string part) => new($"Marten does not (yet) support {part} in a Linq query");

    internal static NotSupportedException Synchronous() => new("As of Marten 9.0, only asynchronous data access is supported");

    private static string NameOf(Type type) => type == typeof(string) ? "string" : type.Name;
}
