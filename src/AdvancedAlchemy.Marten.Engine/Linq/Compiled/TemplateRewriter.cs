using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Members;
using Marten.Exceptions;
using Marten.Linq;

namespace Marten.Engine.Linq.Compiled;

/// <summary>Frees the expression of one query object and one session, so that it can be kept for all of their kind.</summary>
internal sealed class TemplateRewriter(object query, Expression standIn, ParameterExpression root, ScalarTypes scalars) : ExpressionVisitor
{
    private readonly List<string> _invalid = [];

    /// <summary>Whether QueryIs captured a variable of its own: such an expression is good for one query only.</summary>
    internal bool CapturesLocals { get; private set; }

    internal void AssertParameters()
    {
        if (_invalid.Count == 0) return;
        throw new InvalidCompiledQueryException($"Members {string.Join(", ", _invalid)} cannot be used as parameters to a compiled query");
    }

    protected override Expression VisitConstant(ConstantExpression node)
    {
        if (ReferenceEquals(node.Value, query)) return standIn;
        if (node.Value is IQueryRoot) return root;
        if (node.Value is not null && node.Type.IsDefined(typeof(CompilerGeneratedAttribute), false)) CapturesLocals = true;
        return node;
    }

    protected override Expression VisitMember(MemberExpression node)
    {
        if (node.Expression is ConstantExpression { Value: { } owner } && !ReferenceEquals(owner, query)
            && node.Member is FieldInfo field && field.FieldType.IsInstanceOfType(query) && ReferenceEquals(field.GetValue(owner), query))
        {
            return standIn;
        }

        var visited = (MemberExpression)base.VisitMember(node);
        if (visited.Expression == standIn && !MayBeParameter(node.Type))
        {
            var name = $"{(node.Type == typeof(bool) ? "bool" : node.Type.Name)} {node.Member.Name}";
            if (!_invalid.Contains(name)) _invalid.Add(name);
        }

        return visited;
    }

    private bool MayBeParameter(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(bool)) return false;
        return plain.IsEnum || scalars.Find(plain) is not null || plain == typeof(QueryStatistics) || typeof(System.Collections.IEnumerable).IsAssignableFrom(plain)
            || typeof(Delegate).IsAssignableFrom(plain) || WrappedId.Find(plain) is not null;
    }
}
