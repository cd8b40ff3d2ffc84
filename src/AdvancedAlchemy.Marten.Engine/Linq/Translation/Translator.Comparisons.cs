using System.Linq.Expressions;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

internal sealed partial class Translator
{
    /// <summary>Equality of two expressions, whichever of them is captured.</summary>
    internal SqlPart Equality(Expression left, Expression right) => Compare(left, "=", right);

    /// <summary>A value as something to compare: a strong-typed id is what is inside of it.</summary>
    internal SqlValue Comparable(Expression node) => StrongIds.Unwrap(context, Value(node));

    private static string? Operator(ExpressionType kind) => kind switch
    {
        ExpressionType.Equal => "=",
        ExpressionType.NotEqual => "!=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        _ => null,
    };

    private static string Flip(string comparison) => comparison switch
    {
        ">" => "<",
        ">=" => "<=",
        "<" => ">",
        "<=" => ">=",
        _ => comparison,
    };

    // Conversions stay with their operands, for some of them change the value; only to see what is captured they are looked through.
    private SqlPart Compare(Expression left, string comparison, Expression right)
    {
        if (Strip(left) is SlotExpression && Strip(right) is not SlotExpression) (left, comparison, right) = (right, Flip(comparison), left);
        if (Strip(right) is SlotExpression slot)
        {
            if (CompareToCall.Find(Strip(left)) is { } call && Equals(context.Literal(slot), 0)) return CompareTo(call, comparison);
            if (comparison is ("=" or "!=") && IsCondition(Strip(left)) && !context.IsNull(slot))
            {
                var wanted = context.Literal(slot) is true == comparison is "=";
                return wanted ? Predicate(left) : Predicate(left).Negate();
            }

            return CompareToSlot(Comparable(left), comparison, slot);
        }

        return CompareValues(left, comparison, right);
    }

    private SqlComparison CompareValues(Expression left, string comparison, Expression right)
    {
        var (one, other) = (Comparable(left), Comparable(right));
        if (one.Scalar is null || other.Scalar is null) throw Unsupported.Part($"the comparison of '{left}' with '{right}', which are no single values,");
        var isCertain = one.IsElement || other.IsElement;
        if (isCertain) comparison = comparison switch { "=" => "is not distinct from", "!=" => "is distinct from", _ => comparison };
        return new SqlComparison(one.Node, comparison, other.Node, isCertain);
    }

    private SqlPart CompareToSlot(SqlValue value, string comparison, SlotExpression slot)
    {
        if (context.IsNull(slot))
        {
            // Nothing is less or more than null.
            return comparison is "=" or "!=" ? new SqlNullCheck(value.NullTest, comparison is "=") : SqlText.False;
        }

        // A collation may sort characters in another order than that of their codes.
        var node = value.PlainType == typeof(char) && comparison is not ("=" or "!=") ? Ordinal(value.Node) : value.Node;
        var parameter = Parameters.Value(slot, value);
        if (value.IsElement) return new SqlComparison(node, comparison is "!=" ? "is distinct from" : comparison, parameter, true);
        var compared = new SqlComparison(node, comparison, parameter);
        return comparison is "!=" && value.Type == typeof(bool?)
            ? SqlCompound.Or(new SqlNullCheck(value.NullTest, true), compared)
            : compared;
    }

    private SqlPart CompareTo(CompareToCall call, string comparison)
    {
        if (call.Kind is null) return Compare(call.First, comparison, call.Second);
        var ignoresCase = TextComparison.IgnoresCase(context.Literal(call.Kind));
        var (one, other) = (TextOf(call.First), TextOf(call.Second));
        return new SqlComparison(
            ignoresCase ? SqlSequence.Call("lower", one) : Ordinal(one), comparison, ignoresCase ? SqlSequence.Call("lower", other) : other);
    }

    private static SqlSequence Ordinal(SqlPart text) => new(new SqlText("("), text, new SqlText(") COLLATE \"C\""));

    /// <summary>A text, captured or of the row.</summary>
    internal SqlPart TextOf(Expression node)
    {
        if (Strip(node) is SlotExpression slot) return context.IsNull(slot) ? new SqlText("CAST(NULL as text)") : Parameters.Text(slot);
        var value = Value(node);
        return value.PlainType == typeof(string) || value.PlainType == typeof(char) ? value.Node : throw Unsupported.Part($"'{node}', which is no text, as a part of text");
    }

    // A bool that is no stored value but a condition: (x.A > 1) == true.
    private static bool IsCondition(Expression node) => node.Type == typeof(bool) && node switch
    {
        BinaryExpression binary => binary.NodeType != ExpressionType.Coalesce && binary.NodeType != ExpressionType.ArrayIndex,
        UnaryExpression { NodeType: ExpressionType.Not } => true,
        MemberExpression { Member.Name: "HasValue", Expression: { } owner } => Nullable.GetUnderlyingType(owner.Type) is not null,
        MethodCallExpression call => !MethodParsers.IsValue(call),
        _ => false,
    };
}
