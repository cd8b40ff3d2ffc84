using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace Marten.Engine.Linq.Shapes;

/// <summary>Evaluates what a query captured, without compiling it wherever that can be avoided.</summary>
internal static class CapturedValue
{
    private const BindingFlags Unwrapped = BindingFlags.DoNotWrapExceptions;

    internal static object? Of(Expression node) => node switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression member => OfMember(member),
        UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert => OfConversion(convert),
        UnaryExpression { NodeType: ExpressionType.Quote } quote => quote.Operand,
        MethodCallExpression call when CanInvoke(call) => call.Method.Invoke(
            call.Object is null ? null : Of(call.Object), Unwrapped, null, OfAll(call.Arguments), CultureInfo.InvariantCulture),
        NewExpression { Constructor: { } constructor } created when !created.Type.IsByRefLike =>
            constructor.Invoke(Unwrapped, null, OfAll(created.Arguments), CultureInfo.InvariantCulture),
        NewArrayExpression { NodeType: ExpressionType.NewArrayInit } array => OfArray(array),
        ConditionalExpression conditional => Of(conditional.Test) is true ? Of(conditional.IfTrue) : Of(conditional.IfFalse),
        DefaultExpression when !node.Type.IsValueType => null,
        _ => Compiled(node),
    };

    private static object? OfMember(MemberExpression member)
    {
        var owner = member.Expression is null ? null : Of(member.Expression);
        if (owner is null && member.Expression is not null)
        {
            // The members of an empty nullable are the only ones that null has.
            return Nullable.GetUnderlyingType(member.Expression.Type) is null
                ? throw new NullReferenceException($"'{member.Expression}' is null, so '{member.Member.Name}' of it cannot be used in a query")
                : Compiled(member);
        }

        return member.Member switch
        {
            FieldInfo field => field.GetValue(owner),
            PropertyInfo property when member.Expression is null || Nullable.GetUnderlyingType(member.Expression.Type) is null =>
                property.GetValue(owner, Unwrapped, null, null, null),
            { Name: "Value" } => owner,
            _ => Compiled(member),
        };
    }

    private static object? OfConversion(UnaryExpression convert)
    {
        if (convert.Operand.Type.IsByRefLike || convert.Type.IsByRefLike) return Compiled(convert);
        if (convert.Method is { } method) return convert.IsLifted ? Compiled(convert) : method.Invoke(null, Unwrapped, null, [Of(convert.Operand)], null);
        var target = Nullable.GetUnderlyingType(convert.Type) ?? convert.Type;
        if (!target.IsValueType) return Of(convert.Operand) is var given && target.IsInstanceOfType(given) ? given : Compiled(convert);
        var source = Nullable.GetUnderlyingType(convert.Operand.Type) ?? convert.Operand.Type;
        if (source == target && (Nullable.GetUnderlyingType(convert.Operand.Type) is null || Nullable.GetUnderlyingType(convert.Type) is not null)) return Of(convert.Operand);
        if (!source.IsValueType || Nullable.GetUnderlyingType(convert.Operand.Type) is not null) return Compiled(convert);

        return Of(convert.Operand) switch
        {
            int value when target == typeof(long) => (long)value,
            int value when target == typeof(double) => (double)value,
            int value when target.IsEnum => Enum.ToObject(target, value),
            short value when target == typeof(int) => (int)value,
            byte value when target == typeof(int) => (int)value,
            char value when target == typeof(int) => (int)value,
            float value when target == typeof(double) => (double)value,
            Enum value when target == typeof(int) && Enum.GetUnderlyingType(source) == typeof(int) => System.Convert.ToInt32(value, CultureInfo.InvariantCulture),
            _ => Compiled(convert),
        };
    }

    private static bool CanInvoke(MethodCallExpression call)
    {
        if (call.Type.IsByRefLike || call.Object?.Type is { IsValueType: true }) return false;
        foreach (var argument in call.Arguments)
        {
            if (argument.Type.IsByRefLike || argument is LambdaExpression or UnaryExpression { NodeType: ExpressionType.Quote }) return false;
        }

        foreach (var parameter in call.Method.GetParameters())
        {
            if (parameter.ParameterType.IsByRef) return false;
        }

        return true;
    }

    private static object?[] OfAll(IReadOnlyList<Expression> nodes)
    {
        var values = new object?[nodes.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Of(nodes[i]);
        return values;
    }

    private static Array OfArray(NewArrayExpression node)
    {
        var array = Array.CreateInstance(node.Type.GetElementType()!, node.Expressions.Count);
        for (var i = 0; i < array.Length; i++) array.SetValue(Of(node.Expressions[i]), i);
        return array;
    }

    // Interpreted, for it is used once.
    private static object? Compiled(Expression node) =>
        Expression.Lambda<Func<object?>>(Expression.Convert(node, typeof(object))).Compile(preferInterpretation: true)();
}
