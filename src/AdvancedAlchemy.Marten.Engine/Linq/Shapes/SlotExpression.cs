using System.Linq.Expressions;

namespace Marten.Engine.Linq.Shapes;

/// <summary>Stands for a captured value while a query is translated; the value itself is out of reach.</summary>
internal sealed class SlotExpression(int index, Type type) : Expression
{
    internal int Index { get; } = index;

    public override Type Type { get; } = type;

    public override ExpressionType NodeType => ExpressionType.Extension;

    public override string ToString() => $"{{{(Nullable.GetUnderlyingType(Type) ?? Type).Name}}}";

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
