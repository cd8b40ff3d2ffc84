using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>A filter of the form <c>document.Member == value</c>, taken apart.</summary>
internal sealed class Equality(MemberPath member, object value)
{
    public MemberPath Member { get; } = member;

    public object Value { get; } = value;

    /// <summary>Null when the filter is anything else, or compares with null.</summary>
    public static Equality? Of(LambdaExpression filter)
    {
        if (filter.Body is not BinaryExpression { NodeType: ExpressionType.Equal } comparison) return null;
        return Of(comparison.Left, comparison.Right) ?? Of(comparison.Right, comparison.Left);
    }

    private static Equality? Of(Expression member, Expression value)
    {
        if (!IsStoredAsItIs(member.Type) || MemberPath.Of(member) is not { } path) return null;
        return Evaluate(value) is { } found && found.GetType() == member.Type ? new Equality(path, found) : null;
    }

    private static bool IsStoredAsItIs(Type type) => type == typeof(string) || type == typeof(Guid) || type == typeof(int) || type == typeof(long);

    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: null } => field.GetValue(null),
        MemberExpression { Member: FieldInfo field, Expression: { } owner } => Evaluate(owner) is { } target ? field.GetValue(target) : null,
        MemberExpression { Member: PropertyInfo property, Expression: { } owner } => Evaluate(owner) is { } target ? property.GetValue(target) : null,
        _ when MemberPath.Mentions(expression) => null,
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };
}
