using System.Linq.Expressions;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Custom;

/// <summary>Puts the captured values back in the place of their slots, for parsers from outside.</summary>
internal sealed class SlotFiller(TranslationContext context) : ExpressionVisitor
{
    private readonly List<SlotExpression> _filled = [];

    /// <summary>What came of the values is good for equal ones only.</summary>
    internal void Guard()
    {
        foreach (var slot in _filled) context.Literal(slot);
    }

    protected override Expression VisitExtension(Expression node)
    {
        if (node is not SlotExpression slot) return node;
        var value = context.Peek(slot);
        if (value is RenderedFragment) throw Unsupported.Part("a fragment of SQL as an argument of a method with a parser of its own");
        _filled.Add(slot);

        // A parameter of a compiled query that is null has a stand-in.
        var fits = (Nullable.GetUnderlyingType(slot.Type) ?? slot.Type).IsInstanceOfType(value);
        return Expression.Constant(fits ? value : null, slot.Type);
    }
}
