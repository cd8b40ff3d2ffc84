using System.Linq.Expressions;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Turns expressions into SQL: here conditions.</summary>
internal sealed partial class Translator(TranslationContext context)
{
    internal TranslationContext Context => context;

    internal Parameters Parameters { get; } = new(context);

    /// <summary>A condition on a document.</summary>
    internal SqlPart Filter(LambdaExpression filter)
    {
        if (filter.Parameters.Count != 1) throw Unsupported.Part("a filter that asks for the index of a row");
        context.Enter(filter.Parameters[0], context.Document);
        return Predicate(filter.Body);
    }

    internal SqlPart Predicate(Expression node)
    {
        switch (node)
        {
            case SlotExpression slot:
                return context.Literal(slot) is true ? SqlText.True : SqlText.False;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                return Predicate(not.Operand).Negate();
            case UnaryExpression { NodeType: ExpressionType.Convert } convert when convert.Operand.Type == typeof(bool) || convert.Operand.Type == typeof(bool?):
                return Predicate(convert.Operand);
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.And } both when node.Type == typeof(bool):
                return SqlCompound.And(Flatten(both, ExpressionType.AndAlso, ExpressionType.And));
            case BinaryExpression { NodeType: ExpressionType.OrElse or ExpressionType.Or } either when node.Type == typeof(bool):
                return SqlCompound.Or(Flatten(either, ExpressionType.OrElse, ExpressionType.Or));
            case BinaryExpression binary when Operator(binary.NodeType) is { } comparison:
                return Compare(binary.Left, comparison, binary.Right);
            case MemberExpression { Member.Name: "HasValue", Expression: { } owner } when Nullable.GetUnderlyingType(owner.Type) is not null:
                return new SqlNullCheck(Value(owner).NullTest, false);
            case MethodCallExpression call when MethodParsers.Predicate(call, this) is { } predicate:
                return predicate;
            case ConditionalExpression conditional when node.Type == typeof(bool):
                return Choice(conditional);
            case MemberExpression or MethodCallExpression or ParameterExpression or BinaryExpression { NodeType: ExpressionType.Coalesce or ExpressionType.ArrayIndex }:
                return Flag(Value(node), node);
            default:
                throw Unsupported.Expression(node);
        }
    }

    private static SqlPart Flag(SqlValue value, Expression node)
    {
        if (value.PlainType != typeof(bool)) throw Unsupported.Expression(node);
        return value.Member?.Column is "mt_deleted" or "is_archived"
            ? new SqlComparison(value.Node, "=", SqlText.True)
            : new SqlFlag(value.NullTest, value.Node, true);
    }

    private SqlPart[] Flatten(BinaryExpression node, ExpressionType kind, ExpressionType eager)
    {
        var parts = new List<SqlPart>();
        Collect(node);
        return [.. parts];

        void Collect(Expression part)
        {
            if (part is BinaryExpression binary && (binary.NodeType == kind || binary.NodeType == eager) && binary.Type == typeof(bool))
            {
                Collect(binary.Left);
                Collect(binary.Right);
            }
            else
            {
                parts.Add(Predicate(part));
            }
        }
    }
}
