using System.Linq.Expressions;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

internal sealed partial class Translator
{
    /// <summary>Equality of two expressions, whichever of them is captured.</summary>
    internal SqlPart Equality(Expression left, Expression right) => Compare(Strip(left), "=", Strip(right));

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

    private SqlPart Comparison(BinaryExpression node, string comparison) => Compare(Strip(node.Left), comparison, Strip(node.Right));

    private SqlPart Compare(Expression left, string comparison, Expression right)
    {
        if (left is SlotExpression && right is not SlotExpression) (left, comparison, right) = (right, Flip(comparison), left);
        if (right is SlotExpression slot)
        {
            if (CompareToCall.Find(left) is var (first, second) && Equals(context.Literal(slot), 0)) return Compare(Strip(first), comparison, Strip(second));
            if (comparison is ("=" or "!=") && IsCondition(left))
            {
                var wanted = context.Literal(slot) is true == comparison is "=";
                return wanted ? Predicate(left) : Predicate(left).Negate();
            }

            return CompareToSlot(Value(left), comparison, slot);
        }

        var (one, other) = (Value(left), Value(right));
        if (one.Scalar is null || other.Scalar is null) throw Unsupported.Part($"the comparison of '{left}' with '{right}', which are no single values,");
        return new SqlComparison(one.Node, comparison, other.Node);
    }

    private SqlPart CompareToSlot(SqlValue value, string comparison, SlotExpression slot)
    {
        if (context.IsNull(slot))
        {
            // Nothing is less or more than null.
            return comparison is "=" or "!=" ? new SqlNullCheck(value.NullTest, comparison is "=") : SqlText.False;
        }

        var compared = new SqlComparison(value.Node, comparison, Parameters.Value(slot, value));
        return comparison is "!=" && value.Type == typeof(bool?)
            ? SqlCompound.Or(new SqlNullCheck(value.NullTest, true), compared)
            : compared;
    }

    // A bool that is no stored value but a condition: (x.A > 1) == true.
    private static bool IsCondition(Expression node) => node.Type == typeof(bool) && node switch
    {
        BinaryExpression or UnaryExpression { NodeType: ExpressionType.Not } => true,
        MemberExpression { Member.Name: "HasValue", Expression: { } owner } => Nullable.GetUnderlyingType(owner.Type) is not null,
        MethodCallExpression call => !MethodParsers.IsValue(call),
        _ => false,
    };
}
