using System.Linq.Expressions;

namespace Marten.Engine.Linq.Shapes;

/// <summary>Puts a slot in the place of each captured value, in the order in which the walker found them.</summary>
internal sealed class SlotRewriter(Expression[] captured) : ExpressionVisitor
{
    private int _next;

    public override Expression? Visit(Expression? node)
    {
        // By order and not by identity alone: a node that an expression uses twice is two slots.
        if (node is null || _next >= captured.Length || !ReferenceEquals(node, captured[_next])) return base.Visit(node);
        return new SlotExpression(_next++, node.Type);
    }

    /// <exception cref="InvalidOperationException">The walker and the rewriter do not agree on the expression.</exception>
    internal void AssertComplete()
    {
        if (_next != captured.Length) throw new InvalidOperationException("A captured value got lost while the query was translated");
    }
}
