using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using NpgsqlTypes;

namespace Marten.Engine.Linq.Translation;

/// <summary>Arithmetic with the results of C#: integers wrap around, unless the expression is checked.</summary>
internal sealed partial class Translator
{
    private SqlValue Arithmetic(BinaryExpression node)
    {
        var type = Nullable.GetUnderlyingType(node.Type) ?? node.Type;
        if (type == typeof(string) && node.NodeType == ExpressionType.Add) return Concat([node.Left, node.Right]);
        if (!IsSupported(node.NodeType, type)) throw Unsupported.Expression(node);
        var (left, right) = (Operand(node.Left, node), Operand(node.Right, node));
        return Computed(node.NodeType, type, left, right, node.Type) with { IsElement = left.IsElement || right.IsElement };
    }

    private SqlValue Negation(UnaryExpression node)
    {
        var type = Nullable.GetUnderlyingType(node.Type) ?? node.Type;
        if (!IsSupported(ExpressionType.Subtract, type)) throw Unsupported.Expression(node);
        var zero = new SqlValue(new SqlText("0"), type, null);
        var operand = Operand(node.Operand, node);
        return Computed(node.NodeType == ExpressionType.Negate ? ExpressionType.Subtract : ExpressionType.SubtractChecked, type, zero, operand, node.Type) with { IsElement = operand.IsElement };
    }

    private SqlValue Computed(ExpressionType kind, Type type, SqlValue left, SqlValue right, Type result)
    {
        var sign = Sign(kind);
        var wraps = kind is ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply;
        var node = wraps && type == typeof(int) ? new SqlSequence(
                new SqlText("CAST((((CAST("), left.Node, new SqlText($" as bigint) {sign} "), right.Node, new SqlText(") + 2147483648) & 4294967295) - 2147483648 as integer)"))
            : wraps && type == typeof(long) ? new SqlSequence(
                new SqlText("CAST(mod(mod(CAST("),
                left.Node,
                new SqlText($" as numeric) {sign} "),
                right.Node,
                new SqlText(" + 9223372036854775808, 18446744073709551616) + 18446744073709551616, 18446744073709551616) - 9223372036854775808 as bigint)"))
            : new SqlSequence(new SqlText("("), left.Node, new SqlText($" {sign} "), right.Node, new SqlText(")"));
        return new SqlValue(node, result, context.Mapping.Members.Scalars.Find(type));
    }

    private static string Sign(ExpressionType kind) => kind switch
    {
        ExpressionType.Add or ExpressionType.AddChecked => "+",
        ExpressionType.Subtract or ExpressionType.SubtractChecked => "-",
        ExpressionType.Multiply or ExpressionType.MultiplyChecked => "*",
        ExpressionType.Divide => "/",
        ExpressionType.Modulo => "%",
        ExpressionType.And => "&",
        ExpressionType.Or => "|",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // Left out: what PostgreSQL works out differently, such as the digits of a decimal quotient, and unsigned numbers, which it does not have.
    private static bool IsSupported(ExpressionType kind, Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.Int32 or TypeCode.Int64 => !type.IsEnum,
        TypeCode.Decimal => kind is not (ExpressionType.Divide or ExpressionType.And or ExpressionType.Or),
        TypeCode.Double or TypeCode.Single => kind is not (ExpressionType.Modulo or ExpressionType.And or ExpressionType.Or),
        _ => false,
    };

    private SqlValue Operand(Expression node, Expression whole)
    {
        if (Strip(node) is SlotExpression slot) return Parameters.Standalone(slot);
        var value = Value(node);
        return IsNumber(value.Scalar) ? value : throw Unsupported.Part($"'{whole}', which calculates with what is not stored as a number,");
    }

    private static bool IsNumber(ScalarType? scalar) => scalar
        is { DbType: NpgsqlDbType.Integer or NpgsqlDbType.Bigint or NpgsqlDbType.Smallint or NpgsqlDbType.Numeric or NpgsqlDbType.Double or NpgsqlDbType.Real };

    /// <summary>Texts one after the other. As in C#, null is empty text.</summary>
    internal SqlValue Concat(IReadOnlyList<Expression> texts)
    {
        var parts = new List<SqlPart>();
        foreach (var text in texts)
        {
            if (text.Type != typeof(string)) throw Unsupported.Part($"'{text}', which is no text, as a part of text");
            parts.Add(new SqlSequence(new SqlText(parts.Count == 0 ? "(COALESCE(" : " || COALESCE("), TextOf(text), new SqlText(", '')")));
        }

        parts.Add(new SqlText(")"));
        return TextValue(new SqlSequence([.. parts]), typeof(string));
    }

    /// <summary>A value of a type that was worked out.</summary>
    internal SqlValue TextValue(SqlPart node, Type type) => new(node, type, context.Mapping.Members.Scalars.Find(type));

    private SqlValue Converted(UnaryExpression node)
    {
        var (from, to) = (Nullable.GetUnderlyingType(node.Operand.Type) ?? node.Operand.Type, Nullable.GetUnderlyingType(node.Type) ?? node.Type);
        var value = Value(node.Operand);
        if (from == to || from.IsEnum || to.IsEnum || !IsNumeric(from) || !IsNumeric(to)) return value;
        if (IsFractional(from) && (!IsFractional(to) || to == typeof(decimal))) throw Unsupported.Part($"the conversion of '{node.Operand}' to {to.Name}, which may change its value,");

        // PostgreSQL would compare as doubles what C# compares as floats.
        return to == typeof(float)
            ? value.Computed(new SqlSequence(new SqlText("CAST("), value.Node, new SqlText(" as real)")), node.Type, context.Mapping.Members.Scalars.Find(typeof(float)))
            : value;
    }

    private static bool IsFractional(Type type) => type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    private static bool IsNumeric(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.Decimal;
}
