using System.Linq.Expressions;
using System.Text;
using System.Text.Json;
using Marten.Engine.Linq;
using Marten.Engine.Linq.Shapes;
using Marten.Schema;

namespace Marten.Engine.Patching;

/// <summary>A condition on an item of a list as JSON path, with the values in it: the whole of it is a parameter of the statement.</summary>
internal sealed class JsonPathCondition
{
    private readonly StringBuilder _text = new();
    private readonly DocumentMapping _mapping;
    private readonly ParameterExpression _item;

    private JsonPathCondition(DocumentMapping mapping, ParameterExpression item)
    {
        _mapping = mapping;
        _item = item;
    }

    internal static string Of(DocumentMapping mapping, LambdaExpression predicate)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        var condition = new JsonPathCondition(mapping, predicate.Parameters[0]);
        condition.Write(predicate.Body);
        return $"$ ? ({condition._text})";
    }

    private void Write(Expression node)
    {
        switch (node)
        {
            case BinaryExpression { NodeType: ExpressionType.AndAlso or ExpressionType.OrElse } both:
                _text.Append('(');
                Write(both.Left);
                _text.Append(both.NodeType == ExpressionType.AndAlso ? " && " : " || ");
                Write(both.Right);
                _text.Append(')');
                break;
            case BinaryExpression binary when Operator(binary.NodeType) is { } comparison:
                WriteComparison(binary, comparison);
                break;
            case UnaryExpression { NodeType: ExpressionType.Not } not:
                _text.Append("!(");
                Write(not.Operand);
                _text.Append(')');
                break;
            case MemberExpression member when member.Type == typeof(bool):
                WritePath(member);
                _text.Append(" == true");
                break;
            case MethodCallExpression { Method: { Name: nameof(string.StartsWith) } method, Arguments: [var start] } call when method.DeclaringType == typeof(string):
                WritePath(call.Object!);
                _text.Append(" starts with ");
                WriteValue(start, typeof(string));
                break;
            case MethodCallExpression { Method.Name: nameof(Equals), Object: { } target, Arguments: [var other] }:
                WritePath(target);
                _text.Append(" == ");
                WriteValue(other, target.Type);
                break;
            default:
                throw Unsupported.Expression(node);
        }
    }

    private void WriteComparison(BinaryExpression binary, string comparison)
    {
        var (left, right) = (Strip(binary.Left), Strip(binary.Right));
        if (DependsOnItem(left))
        {
            WritePath(left);
            _text.Append(' ').Append(comparison).Append(' ');
            WriteValue(right, left.Type);
        }
        else
        {
            WriteValue(left, right.Type);
            _text.Append(' ').Append(comparison).Append(' ');
            WritePath(right);
        }
    }

    private void WritePath(Expression node)
    {
        node = Strip(node);
        if (node == _item)
        {
            _text.Append('@');
            return;
        }

        if (node is not MemberExpression { Expression: { } owner } member) throw Unsupported.Expression(node);
        WritePath(owner);
        if (member.Member.Name == "Value" && Nullable.GetUnderlyingType(owner.Type) is not null) return;
        _text.Append('.').Append(JsonSerializer.Serialize(_mapping.Members.Names.KeyOf(Strip(owner).Type, member.Member)));
    }

    private void WriteValue(Expression node, Type comparedWith)
    {
        if (DependsOnItem(node)) throw Unsupported.Expression(node);
        var value = CapturedValue.Of(node);
        var type = Nullable.GetUnderlyingType(comparedWith) ?? comparedWith;
        if (value is not null && type.IsEnum && value is not Enum) value = Enum.ToObject(type, value);
        _text.Append(value switch
        {
            null => "null",
            bool flag => flag ? "true" : "false",
            string text => JsonSerializer.Serialize(text),
            _ => Scalar(value, node),
        });
    }

    // Numbers and text mean in JSON path what they mean in JSON; objects mean nothing there.
    private string Scalar(object value, Expression node)
    {
        var json = _mapping.StoreOptions.Serializer().ToJson(value);
        return json[0] is '{' or '[' ? throw Unsupported.Expression(node) : json;
    }

    private bool DependsOnItem(Expression node)
    {
        var finder = new ItemFinder(_item);
        finder.Visit(node);
        return finder.Found;
    }

    private static Expression Strip(Expression node)
    {
        while (node is UnaryExpression { NodeType: ExpressionType.Convert or ExpressionType.ConvertChecked } convert) node = convert.Operand;
        return node;
    }

    private static string? Operator(ExpressionType type) => type switch
    {
        ExpressionType.Equal => "==",
        ExpressionType.NotEqual => "!=",
        ExpressionType.LessThan => "<",
        ExpressionType.LessThanOrEqual => "<=",
        ExpressionType.GreaterThan => ">",
        ExpressionType.GreaterThanOrEqual => ">=",
        _ => null,
    };

    private sealed class ItemFinder(ParameterExpression item) : ExpressionVisitor
    {
        internal bool Found { get; private set; }

        protected override Expression VisitParameter(ParameterExpression node)
        {
            Found |= node == item;
            return node;
        }
    }
}
