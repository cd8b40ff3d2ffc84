using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Translation;

internal sealed partial class Translator
{
    /// <summary>The expression without conversions that SQL does not need.</summary>
    internal static Expression Strip(Expression node)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked or ExpressionType.TypeAs or ExpressionType.Quote } unary)
        {
            node = unary.Operand;
        }

        return node;
    }

    internal SqlValue Value(Expression node)
    {
        node = Strip(node);
        switch (node)
        {
            case SlotExpression slot:
                return Parameters.Standalone(slot);
            case ParameterExpression parameter:
                return Scope(parameter).Self;
            case MemberExpression member:
                return MemberValue(member);
            case MethodCallExpression call:
                return MethodParsers.Value(call, this) ?? throw Unsupported.Method(call.Method);
            case UnaryExpression { NodeType: ExpressionType.ArrayLength } length:
                return Collections.Count(this, Value(length.Operand));
            case BinaryExpression { NodeType: ExpressionType.ArrayIndex } index:
                return Collections.ElementAt(this, Value(index.Left), index.Right, index.Type);
            case BinaryExpression { NodeType: ExpressionType.Modulo } modulo:
                return Modulo(modulo);
            default:
                throw Unsupported.Expression(node);
        }
    }

    private SqlValue Modulo(BinaryExpression modulo)
    {
        var left = Value(modulo.Left);
        var right = Strip(modulo.Right) is SlotExpression slot ? Parameters.Value(slot, left) : Value(modulo.Right).Node;

        // Parentheses, for % binds more tightly than the operators of a locator.
        return left with
        {
            Node = new SqlSequence(new SqlText("("), left.Node, new SqlText(") % "), right),
            NullTest = left.NullTest,
            Json = null,
            Member = null,
        };
    }

    private SqlValue MemberValue(MemberExpression node)
    {
        var path = new Stack<MemberInfo>();
        Expression current = node;
        while (Strip(current) is MemberExpression { Expression: { } owner } member)
        {
            if (Special(member, owner) is { } special)
            {
                return path.Aggregate(special, (value, next) => JsonValues.Member(context, value, next));
            }

            if (!IsNullableValue(member)) path.Push(member.Member);
            current = owner;
        }

        current = Strip(current);
        if (current is ParameterExpression parameter) return path.Count == 0 ? Scope(parameter).Self : Scope(parameter).Member([.. path]);
        return path.Aggregate(Value(current), (value, next) => JsonValues.Member(context, value, next));
    }

    // Members that are not in the JSON but are worked out of it.
    private SqlValue? Special(MemberExpression member, Expression owner)
    {
        owner = Strip(owner);
        var type = Nullable.GetUnderlyingType(owner.Type) ?? owner.Type;
        if (type != owner.Type) return null;
        if (WrappedId.Find(type) is { } wrapped && wrapped.Value.Name == member.Member.Name && owner is MemberExpression)
        {
            var id = Value(owner);
            return id.Member?.Column is null ? null : id with { Type = wrapped.InnerType, Scalar = context.Mapping.Members.Scalars.Find(wrapped.InnerType) };
        }

        if (context.Mapping.Members.Scalars.Find(type) is not null) throw Unsupported.Member(member.Member);
        if (member.Member.Name is "Count" or "Length" or "LongLength")
        {
            if (Collections.IsDictionary(type)) return Collections.DictionaryCount(this, Value(owner));
            if (ColumnTypes.ElementType(type) is not null) return Collections.Count(this, Value(owner));
        }

        return null;
    }

    private static bool IsNullableValue(MemberExpression member) =>
        member.Member.Name == "Value" && Nullable.GetUnderlyingType(member.Expression!.Type) is not null;

    private RowScope Scope(ParameterExpression parameter) => context.FindScope(parameter) ?? throw new BadLinqExpressionException(
        $"Marten cannot reduce an expression to a constant because it references the free parameter '{parameter.Name}' of type '{parameter.Type.Name}'");
}
