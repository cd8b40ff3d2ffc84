using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace AdvancedAlchemy.Marten;

/// <summary>The members from a document to one of its values, with a compiled reader.</summary>
internal sealed class MemberPath
{
    private static readonly ConcurrentDictionary<(Type, string), MemberPath> _known = new();
    private readonly Func<object, object?> _read;

    private MemberPath(ParameterExpression document, Expression value, MemberInfo[] members, string name)
    {
        Members = members;
        Name = name;
        Type = value.Type;
        var any = Expression.Parameter(typeof(object));
        var typed = new Rebind(document, Expression.Convert(any, document.Type)).Visit(value);
        _read = Expression.Lambda<Func<object, object?>>(Expression.Convert(typed, typeof(object)), any).Compile();
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
        return _known.GetOrAdd((document.Type, name), static (_, made) => made(), () => new MemberPath(document, expression, [.. members], name));
    }

    /// <summary>All members of the document that the expression reads.</summary>
    public static IReadOnlyList<MemberPath> AllIn(Expression expression)
    {
        Finder finder = new();
        finder.Visit(expression);
        return finder.Found;
    }

    public static bool Mentions(Expression expression) => AllIn(expression).Count > 0 || expression is ParameterExpression;

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

    private sealed class Rebind(ParameterExpression from, Expression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
