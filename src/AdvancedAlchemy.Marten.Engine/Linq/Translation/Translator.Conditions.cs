using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Values that depend on a condition: <c>a ? b : c</c> and <c>a ?? b</c>.</summary>
internal sealed partial class Translator
{
    private SqlSequence Choice(ConditionalExpression node) => new(
        new SqlText("(CASE WHEN "),
        Predicate(node.Test),
        new SqlText(" THEN "),
        Predicate(node.IfTrue),
        new SqlText(" ELSE "),
        Predicate(node.IfFalse),
        new SqlText(" END)"));

    private SqlValue Conditional(ConditionalExpression node)
    {
        var test = Predicate(node.Test);
        var (one, other) = Pair(node.IfTrue, node.IfFalse, node);
        return one.Computed(
            new SqlSequence(new SqlText("(CASE WHEN "), test, new SqlText(" THEN "), one.Node, new SqlText(" ELSE "), other.Node, new SqlText(" END)")), node.Type, one.Scalar);
    }

    private SqlValue Coalesce(BinaryExpression node)
    {
        if (node.Conversion is not null) throw Unsupported.Expression(node);
        var (one, other) = Pair(node.Left, node.Right, node);
        return one.Computed(
            new SqlSequence(new SqlText("COALESCE("), one.Node, new SqlText(", "), other.Node, new SqlText(")")), node.Type, one.Scalar) with { IsElement = one.IsElement || other.IsElement };
    }

    // Two values of one type. A captured one is sent in the form that the other is stored in.
    private (SqlValue One, SqlValue Other) Pair(Expression left, Expression right, Expression whole)
    {
        SqlValue one, other;
        if (Strip(left) is SlotExpression leftSlot)
        {
            other = Value(right);
            one = Like(leftSlot, other);
        }
        else
        {
            one = Value(left);
            other = Strip(right) is SlotExpression rightSlot ? Like(rightSlot, one) : Value(right);
        }

        if (one.Scalar is null || other.Scalar is null) throw Unsupported.Expression(whole);
        if (IsNumber(one.Scalar) && IsNumber(other.Scalar) && context.Mapping.Members.Scalars.Find(whole.Type) is { } common) return (one with { Scalar = common }, other);
        return one.Scalar.DbType == other.Scalar.DbType ? (one, other) : throw Unsupported.Part($"'{whole}', whose parts are stored differently,");
    }

    private SqlValue Like(SlotExpression slot, SqlValue other) => Strip(slot) is SlotExpression && other.Scalar is { } scalar && !context.IsNull(slot)
        ? new SqlValue(Parameters.Value(slot, other), other.Type, scalar)
        : Parameters.Standalone(slot);

    /// <summary>A value, or the default of its type where it is null.</summary>
    internal SqlValue OrDefault(Expression node, Expression? fallback)
    {
        var value = Value(node);
        if (value.Scalar is not { } scalar) throw Unsupported.Expression(node);
        var type = value.PlainType;
        var other = fallback is null
            ? Parameters.Constant(Activator.CreateInstance(type)!, scalar)
            : Strip(fallback) is SlotExpression slot ? Parameters.Value(slot, value) : Value(fallback).Node;
        return value.Computed(new SqlSequence(new SqlText("COALESCE("), value.Node, new SqlText(", "), other, new SqlText(")")), type, scalar);
    }

    private SqlValue Condition(SqlPart predicate) => new(
        new SqlSequence(new SqlText("(("), predicate, new SqlText(") is true)")), typeof(bool), context.Mapping.Members.Scalars.Find(typeof(bool)));
}
