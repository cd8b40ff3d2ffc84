using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>Reads the equalities of a filter.</summary>
internal static class KeyFilterParser
{
    /// <returns>False when there is anything else in the expression.</returns>
    public static bool Collect(Expression expression, List<KeyPart> parts) => expression switch
    {
        BinaryExpression { NodeType: ExpressionType.AndAlso } both => Collect(both.Left, parts) && Collect(both.Right, parts),
        BinaryExpression { NodeType: ExpressionType.Equal } equal => Add(equal.Left, equal.Right, false, parts) || Add(equal.Right, equal.Left, false, parts),
        MethodCallExpression { Method.Name: nameof(Equals) or "EqualsIgnoreCase" } call => CollectCall(call, parts),
        _ => false,
    };

    // one.Equals(other), one.Equals(other, comparison), string.Equals(one, other, comparison), one.EqualsIgnoreCase(other)
    private static bool CollectCall(MethodCallExpression call, List<KeyPart> parts)
    {
        List<Expression> sides = [.. call.Object is { } target ? [target, .. call.Arguments] : call.Arguments];
        var ignoresCase = call.Method.Name != nameof(Equals);
        if (sides.Count == 3)
        {
            if (sides[2].Type != typeof(StringComparison) || !Evaluate(sides[2], out var comparison)) return false;
            ignoresCase = comparison is StringComparison.OrdinalIgnoreCase or StringComparison.InvariantCultureIgnoreCase or StringComparison.CurrentCultureIgnoreCase;
            sides.RemoveAt(2);
        }

        return sides.Count == 2 && (Add(sides[0], sides[1], ignoresCase, parts) || Add(sides[1], sides[0], ignoresCase, parts));
    }

    private static bool Add(Expression member, Expression value, bool ignoresCase, List<KeyPart> parts)
    {
        var bare = Bare(member);
        if (bare is MethodCallExpression { Object: { } text, Arguments.Count: 0, Method.Name: "ToLower" or "ToLowerInvariant" or "ToUpper" or "ToUpperInvariant" } && text.Type == typeof(string))
        {
            bare = Bare(text);
            ignoresCase = true;
        }

        if (MemberPath.Of(bare) is not { } path || !Evaluate(value, out var found)) return false;
        if (found is null) parts.Add(new KeyPart(path, null, ignoresCase));
        else if (Fit(found, Nullable.GetUnderlyingType(path.Type) ?? path.Type) is { } fitting) parts.Add(new KeyPart(path, fitting, ignoresCase));
        else return false;
        return true;
    }

    // the compiler compares an enum as its number, a short as an int, and number.Value for a nullable number
    private static Expression Bare(Expression expression)
    {
        while (true)
        {
            if (expression is UnaryExpression { NodeType: ExpressionType.Convert } convert) expression = convert.Operand;
            else if (expression is MemberExpression { Member.Name: "Value", Expression: { } owner } && Nullable.GetUnderlyingType(owner.Type) is not null) expression = owner;
            else return expression;
        }
    }

    private static object? Fit(object value, Type type)
    {
        if (value.GetType() == type) return value;
        if (value is not (sbyte or byte or short or ushort or int or uint or long)) return null;
        var number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
        if (type.IsEnum) return Enum.ToObject(type, number);
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int64 => number,
            TypeCode.Int32 when number == (int)number => (int)number,
            TypeCode.Int16 when number == (short)number => (short)number,
            TypeCode.Byte when number == (byte)number => (byte)number,
            _ => null,
        };
    }

    private static bool Evaluate(Expression expression, out object? value)
    {
        value = null;
        if (ParameterFinder.IsIn(expression)) return false;
        value = Read(expression);
        return true;
    }

    private static object? Read(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field, Expression: null } => field.GetValue(null),
        MemberExpression { Member: FieldInfo field, Expression: { } owner } when Read(owner) is { } target => field.GetValue(target),
        MemberExpression { Member: PropertyInfo property, Expression: { } owner } when Read(owner) is { } target => property.GetValue(target),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile(preferInterpretation: true)(),
    };

    private sealed class ParameterFinder : ExpressionVisitor
    {
        private bool _found;

        public static bool IsIn(Expression expression)
        {
            if (expression is ConstantExpression or MemberExpression { Expression: ConstantExpression }) return false;
            ParameterFinder finder = new();
            finder.Visit(expression);
            return finder._found;
        }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            _found = true;
            return node;
        }
    }
}
