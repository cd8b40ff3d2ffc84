using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Projection;

/// <summary>Replaces slots by the captured values, in a projection that runs on documents.</summary>
internal sealed class ValueRewriter : ExpressionVisitor
{
    public override Expression? Visit(Expression? node) => node is SlotExpression slot ? ColumnRewriter.ValueOf(slot) : base.Visit(node);
}
