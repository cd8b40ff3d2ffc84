using System.Linq.Expressions;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Members;

namespace Marten.Engine.Linq.Translation;

/// <summary><c>x.Kids.Any(k => k.Name == name &amp;&amp; k.Age == age)</c>: one containment finds an element with all the values, and an index serves it.</summary>
internal sealed class ObjectContainment
{
    private readonly Translator _translator;
    private readonly ParameterExpression _element;
    private readonly Dictionary<string, object> _members = new(StringComparer.Ordinal);

    private ObjectContainment(Translator translator, ParameterExpression element)
    {
        _translator = translator;
        _element = element;
    }

    /// <summary>The condition, or what of it can be a containment; null when nothing can.</summary>
    internal static (SqlPart Condition, bool IsComplete)? Find(Translator translator, SqlValue collection, LambdaExpression lambda) =>
        lambda.Parameters is [var element] ? Find(translator, collection, Translator.Strip(lambda.Body), element) : null;

    private static (SqlPart Condition, bool IsComplete)? Find(Translator translator, SqlValue collection, Expression body, ParameterExpression element)
    {
        if (body is BinaryExpression { NodeType: ExpressionType.OrElse } or)
        {
            // There is one or the other where there is one of either; with a part left over that would not be so.
            return Find(translator, collection, Translator.Strip(or.Left), element) is ({ } left, true) && Find(translator, collection, Translator.Strip(or.Right), element) is ({ } right, true)
                ? (SqlCompound.Or(left, right), true)
                : null;
        }

        var containment = new ObjectContainment(translator, element);
        var isComplete = containment.Take(body);
        if (containment._members.Count == 0) return null;
        var texts = new List<string>();
        var values = new List<(SlotExpression, Type)>();
        var text = new StringBuilder();
        Write(containment._members, text, texts, values);
        texts.Add(text.ToString());
        return (Containment.Contains(translator, collection, [.. texts], [.. values]), isComplete);
    }

    // Whether all of the condition went into the containment.
    private bool Take(Expression node)
    {
        if (node is BinaryExpression { NodeType: ExpressionType.AndAlso } and)
        {
            var left = Take(Translator.Strip(and.Left));
            return Take(Translator.Strip(and.Right)) && left;
        }

        if (node is not BinaryExpression { NodeType: ExpressionType.Equal } equality) return false;
        var (one, other) = (Translator.Strip(equality.Left), Translator.Strip(equality.Right));
        if (one is SlotExpression) (one, other) = (other, one);
        return other is SlotExpression value && !_translator.Context.IsNull(value) && Path(one) is { } path && Add(path, value);
    }

    private bool Add(MemberInfo[] path, SlotExpression value)
    {
        var mapping = _translator.Context.Mapping;
        if (!JsonEquality.IsExact(mapping.Members.Scalars, MemberResolver.MemberType(path[^1]), value.Type)) return false;
        var (owner, members) = (_element.Type, _members);
        for (var i = 0; i < path.Length; i++)
        {
            var key = mapping.Members.Names.KeyOf(Nullable.GetUnderlyingType(owner) ?? owner, path[i]);
            owner = MemberResolver.MemberType(path[i]);
            if (i == path.Length - 1) return members.TryAdd(key, (value, owner));
            if (!members.TryGetValue(key, out var inner)) members.Add(key, inner = new Dictionary<string, object>(StringComparer.Ordinal));
            if (inner is not Dictionary<string, object> next) return false;
            members = next;
        }

        return false;
    }

    // The members from the element to a scalar, if there is nothing but members of objects between.
    private MemberInfo[]? Path(Expression node)
    {
        var scalars = _translator.Context.Mapping.Members.Scalars;
        if (scalars.Find(node.Type) is null) return null;
        var path = new Stack<MemberInfo>();
        while (node is MemberExpression { Expression: { } owner } member)
        {
            owner = Translator.Strip(owner);
            if (Nullable.GetUnderlyingType(owner.Type) is not null)
            {
                if (member.Member.Name != "Value") return null;
            }
            else
            {
                if (scalars.Find(owner.Type) is not null || Collections.IsDictionary(owner.Type) || ColumnTypes.ElementType(owner.Type) is not null) return null;
                if (StrongIds.Find(owner.Type) is not null) return null;
                path.Push(member.Member);
            }

            node = owner;
        }

        return node == _element && path.Count > 0 ? [.. path] : null;
    }

    private static void Write(Dictionary<string, object> members, StringBuilder text, List<string> texts, List<(SlotExpression, Type)> values)
    {
        var separator = '{';
        foreach (var (key, value) in members)
        {
            text.Append(separator).Append(JsonSerializer.Serialize(key)).Append(':');
            separator = ',';
            if (value is Dictionary<string, object> inner)
            {
                Write(inner, text, texts, values);
            }
            else
            {
                texts.Add(text.ToString());
                text.Clear();
                values.Add(((SlotExpression, Type))value);
            }
        }

        text.Append('}');
    }
}
