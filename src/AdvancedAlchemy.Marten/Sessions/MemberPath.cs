using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>The members from a document to one of its values, with a compiled reader.</summary>
internal sealed class MemberPath
{
    private static readonly ConcurrentDictionary<(Type, string), MemberPath> _known = new();
    private readonly Func<object, object?> _read;

    private MemberPath(ParameterExpression document, Type type, MemberInfo[] members, string name)
    {
        Members = members;
        Name = name;
        Type = type;
        var any = Expression.Parameter(typeof(object));
        _read = Expression.Lambda<Func<object, object?>>(Guarded(any, document.Type, members), any).Compile();
    }

    public MemberInfo[] Members { get; }

    /// <summary>The names, with dots between them.</summary>
    public string Name { get; }

    public Type Type { get; }

    public object? Read(object document) => _read(document);

    /// <summary>Null when the expression is not a chain of members that starts at the lambda's parameter.</summary>
    public static MemberPath? Of(Expression expression)
    {
        List<MemberInfo> members = [];
        var current = expression;
        while (current is MemberExpression { Expression: { } owner } access)
        {
            members.Insert(0, access.Member);
            current = owner;
            while (current is UnaryExpression { NodeType: ExpressionType.Convert } convert) current = convert.Operand;
        }

        if (members.Count == 0 || current is not ParameterExpression document) return null;
        var name = string.Join('.', members.Select(m => m.Name));
        return _known.GetOrAdd((document.Type, name), static (_, made) => made(), () => new MemberPath(document, expression.Type, [.. members], name));
    }

    /// <summary>All members of the document that the expression reads.</summary>
    public static IReadOnlyList<MemberPath> AllIn(Expression expression)
    {
        Finder finder = new();
        finder.Visit(expression);
        return finder.Found;
    }

    private sealed class Finder : ExpressionVisitor
    {
        public List<MemberPath> Found { get; } = [];

        protected override Expression VisitMember(MemberExpression node)
        {
            if (Of(node) is not { } path) return base.VisitMember(node);
            Found.Add(path);
            return node;
        }
    }

    // null where one of the owners is null
    private static Expression Guarded(Expression any, Type documentType, MemberInfo[] members)
    {
        Expression owner = Expression.Convert(any, documentType);
        Expression? guard = null;
        foreach (var member in members)
        {
            if (owner.Type != documentType && !owner.Type.IsValueType)
            {
                var isNull = Expression.ReferenceEqual(owner, Expression.Constant(null));
                guard = guard is null ? isNull : Expression.OrElse(guard, isNull);
            }

            owner = Expression.MakeMemberAccess(member.DeclaringType!.IsAssignableFrom(owner.Type) ? owner : Expression.Convert(owner, member.DeclaringType), member);
        }

        Expression value = Expression.Convert(owner, typeof(object));
        return guard is null ? value : Expression.Condition(guard, Expression.Constant(null), value);
    }
}
