using System.Linq.Expressions;
using System.Reflection;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Custom;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Shapes;
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
        switch (node)
        {
            case UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert:
                return Converted(convert);
            case UnaryExpression { NodeType: ExpressionType.TypeAs or ExpressionType.Quote } other:
                return Value(other.Operand);
            case SlotExpression slot:
                return Parameters.Standalone(slot);
            case SqlExpression sql:
                return sql.Translate(this);
            case ParameterExpression parameter:
                return Scope(parameter).Self;
            case MemberExpression { Member.Name: "HasValue" } member when IsCondition(member):
                return Condition(Predicate(member));
            case MemberExpression member:
                return MemberValue(member);
            case MethodCallExpression call:
                return MethodParsers.Value(call, this) ?? (MethodParsers.Predicate(call, this) is { } predicate ? Condition(predicate) : throw Unsupported.Method(call.Method));
            case ConditionalExpression conditional:
                return Conditional(conditional);
            case UnaryExpression { NodeType: ExpressionType.ArrayLength } length:
                return Collections.Count(this, Value(length.Operand));
            case UnaryExpression { NodeType: ExpressionType.Negate or ExpressionType.NegateChecked } negation:
                return Negation(negation);
            case UnaryExpression { NodeType: ExpressionType.Not } not when not.Type == typeof(bool):
                return Condition(Predicate(not));
            case BinaryExpression binary:
                return OfTwo(binary);
            default:
                throw Unsupported.Expression(node);
        }
    }

    private SqlValue OfTwo(BinaryExpression node) => node.NodeType switch
    {
        ExpressionType.ArrayIndex => Collections.ElementAt(this, Value(node.Left), node.Right, node.Type),
        ExpressionType.Coalesce => Coalesce(node),
        _ when node.Type == typeof(bool) && node.NodeType != ExpressionType.ExclusiveOr => Condition(Predicate(node)),
        ExpressionType.Add or ExpressionType.Subtract or ExpressionType.Multiply or ExpressionType.Divide or ExpressionType.Modulo or ExpressionType.And or ExpressionType.Or
            or ExpressionType.AddChecked or ExpressionType.SubtractChecked or ExpressionType.MultiplyChecked => Arithmetic(node),
        _ => throw Unsupported.Expression(node),
    };

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
        if (CustomMembers.Value(context, member) is { } custom) return custom;
        owner = Strip(owner);
        var type = Nullable.GetUnderlyingType(owner.Type) ?? owner.Type;
        if (type != owner.Type) return null;
        if (WrappedId.Find(type) is { } wrapped && wrapped.Value.Name == member.Member.Name && owner is MemberExpression)
        {
            var id = Value(owner);
            if (id.Member?.Column == "id") return id with { Type = wrapped.InnerType, Scalar = context.Mapping.Members.Scalars.Find(wrapped.InnerType) };
            return type.IsValueType ? StrongIds.Unwrap(context, id) : null;
        }

        if (ScalarMembers.Find(this, owner, type, member.Member) is { } part) return part;
        if (context.Mapping.Members.Scalars.Find(type) is not null) throw Unsupported.Member(member.Member);
        if (member.Member.Name is "Count" or "Length" or "LongLength")
        {
            if (ElementSource.IsDerived(owner) && owner is MemberExpression { Expression: { } dictionary }) return Collections.DictionaryCount(this, Value(dictionary));
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
