using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using Marten.Engine.Linq.Custom;
using Weasel.Postgresql.SqlGeneration;

namespace Marten.Engine.Linq.Shapes;

/// <summary>
/// Walks an expression once: writes down its shape and finds the sub-expressions that do not depend on a row. Those are the slots:
/// their values are read when the walk is over and become parameters. An instance is reused by its thread.
/// </summary>
internal sealed class ShapeWalker
{
    private const int Independent = int.MaxValue;
    private const int DependsOnRoot = -1;

    [ThreadStatic]
    private static ShapeWalker? _spare;

    private ShapeToken[] _tokens = new ShapeToken[96];
    private Expression[] _captured = new Expression[16];
    private readonly List<ParameterExpression> _scope = [];
    private int _count;
    private int _slots;

    /// <summary>The query's root, once it was walked over.</summary>
    internal IQueryRoot? Root { get; private set; }

    internal ReadOnlySpan<ShapeToken> Tokens => _tokens.AsSpan(0, _count);

    internal ReadOnlySpan<Expression> Captured => _captured.AsSpan(0, _slots);

    internal int Hash { get; private set; }

    internal static ShapeWalker Rent()
    {
        var walker = _spare ?? new ShapeWalker();
        _spare = null;
        return walker;
    }

    internal void Return()
    {
        // Nothing of the caller's may stay alive because of a spare walker.
        Array.Clear(_tokens, 0, _count);
        Array.Clear(_captured, 0, _slots);
        _scope.Clear();
        _count = _slots = 0;
        Root = null;
        _spare = this;
    }

    internal void Walk(Expression expression) => Visit(expression);

    internal void Add(int code, object? subject)
    {
        if (_count == _tokens.Length) Array.Resize(ref _tokens, _count * 2);
        _tokens[_count++] = new ShapeToken(code, subject);
    }

    /// <summary>Reads the captured values and completes the shape with what of them changes SQL.</summary>
    /// <param name="tenantId">The tenant of a condition that belongs to no query.</param>
    internal object?[] ReadValues(string? tenantId = null)
    {
        var values = _slots == 0 ? [] : new object?[_slots];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CapturedValue.Of(_captured[i]);
            if (values[i] is ISqlFragment fragment) values[i] = RenderedFragment.Of(fragment, tenantId ?? Root!.Session.TenantId);
            if (values[i] is null) Add(ShapeToken.FirstNull - i, null);
        }

        var hash = 17;
        foreach (ref readonly var token in Tokens) hash = (hash * 31) + (token.Code * 397) + (token.Subject?.GetHashCode() ?? 0);
        Hash = hash;
        return values;
    }

    // Each visit writes the node's tokens and gives the depth of the outermost parameter that it depends on.
    private int Visit(Expression node)
    {
        switch (node)
        {
            case ConstantExpression { Value: IQueryRoot root }:
                Root ??= root;
                Add(ShapeToken.Root, root.Storage);
                return DependsOnRoot;
            case ConstantExpression:
                return Independent;
            case ParameterExpression parameter:
                var depth = _scope.LastIndexOf(parameter);
                Add(ShapeToken.Parameter, depth);
                return depth < 0 ? DependsOnRoot : depth;
            case MemberExpression member:
                Add((int)node.NodeType, member.Member);
                return Child(member.Expression);
            case MethodCallExpression call:
                Add((int)node.NodeType, call.Method);
                return Math.Min(Child(call.Object), Children(call.Arguments));
            case LambdaExpression lambda:
                return VisitLambda(lambda);
            case BinaryExpression binary:
                Add((int)node.NodeType, binary.Method);
                return Math.Min(Math.Min(Child(binary.Left), Child(binary.Conversion)), Child(binary.Right));
            case UnaryExpression unary:
                Add((int)node.NodeType, unary.Type);
                return Child(unary.Operand);
            default:
                return VisitRare(node);
        }
    }

    private int VisitRare(Expression node)
    {
        switch (node)
        {
            case NewExpression created:
                return VisitNew(created);
            case NewArrayExpression array:
                Add((int)node.NodeType, array.Type);
                Add(array.Expressions.Count, null);
                return Children(array.Expressions);
            case MemberInitExpression init:
                return VisitInit(init);
            case ListInitExpression list:
                Add((int)node.NodeType, list.Type);
                var depth = VisitNew(list.NewExpression);
                foreach (var initializer in list.Initializers)
                {
                    Add((int)node.NodeType, initializer.AddMethod);
                    depth = Math.Min(depth, Children(initializer.Arguments));
                }

                return depth;
            case ConditionalExpression conditional:
                Add((int)node.NodeType, conditional.Type);
                return Math.Min(Math.Min(Child(conditional.Test), Child(conditional.IfTrue)), Child(conditional.IfFalse));
            case TypeBinaryExpression test:
                Add((int)node.NodeType, test.TypeOperand);
                return Child(test.Expression);
            case InvocationExpression invocation:
                Add((int)node.NodeType, invocation.Type);
                return Math.Min(Child(invocation.Expression), Children(invocation.Arguments));
            case IndexExpression index:
                Add((int)node.NodeType, index.Indexer);
                return Math.Min(Child(index.Object), Children(index.Arguments));
            case DefaultExpression:
                return Independent;
            default:
                throw Unsupported.Expression(node);
        }
    }

    private int VisitLambda(LambdaExpression lambda)
    {
        var outer = _scope.Count;
        Add((int)lambda.NodeType, lambda.Type);
        foreach (var parameter in lambda.Parameters) _scope.Add(parameter);
        var depth = Child(lambda.Body);
        _scope.RemoveRange(outer, _scope.Count - outer);
        return depth < outer ? depth : Independent;
    }

    private int VisitNew(NewExpression created)
    {
        Add((int)created.NodeType, created.Constructor ?? (object)created.Type);
        return Children(created.Arguments);
    }

    private int VisitInit(MemberInitExpression init)
    {
        Add((int)init.NodeType, init.Type);
        var depth = VisitNew(init.NewExpression);
        foreach (var binding in init.Bindings)
        {
            if (binding is not MemberAssignment assignment) throw Unsupported.Part($"the initializer of {binding.Member.Name}");
            Add((int)init.NodeType, binding.Member);
            depth = Math.Min(depth, Child(assignment.Expression));
        }

        return depth;
    }

    private int Children(IReadOnlyList<Expression> nodes)
    {
        var depth = Independent;
        for (var i = 0; i < nodes.Count; i++) depth = Math.Min(depth, Child(nodes[i]));
        return depth;
    }

    private int Child(Expression? node)
    {
        if (node is null) return Independent;
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var (count, slots) = (_count, _slots);
        var depth = Visit(node);
        if (depth != Independent || KeepsItsShape(node)) return depth;

        // Whatever was found below belongs to one value; it is read once the walk is over, for the parent may be a value as well.
        (_count, _slots) = (count, slots);
        Add(ShapeToken.Slot, node.Type);
        if (_slots == _captured.Length) Array.Resize(ref _captured, _slots * 2);
        _captured[_slots++] = node;
        return Independent;
    }

    // A lambda is translated, not called; a span cannot be boxed, so the array below it is the value.
    private static bool KeepsItsShape(Expression node) => node is LambdaExpression || node.NodeType == ExpressionType.Quote || node.Type.IsByRefLike;
}
