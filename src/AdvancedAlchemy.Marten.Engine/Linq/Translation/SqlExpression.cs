using System.Linq.Expressions;

namespace Marten.Engine.Linq.Translation;

/// <summary>Stands in an expression for what only SQL knows, such as a group's key or its sum.</summary>
internal abstract class SqlExpression(Type type) : Expression
{
    public sealed override Type Type { get; } = type;

    public sealed override ExpressionType NodeType => ExpressionType.Extension;

    internal abstract SqlValue Translate(Translator translator);

    protected override Expression VisitChildren(ExpressionVisitor visitor) => this;
}
