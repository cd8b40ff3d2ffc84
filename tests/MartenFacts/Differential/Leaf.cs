using System.Linq.Expressions;

namespace MartenFacts.Differential;

/// <summary>
/// One condition. This is the one place where Marten differs from LINQ to Objects, all of it by null (a member that is missing is null):
/// what reads null is neither true nor false, and so is its opposite; but a bool that is null is not set, a nullable bool that is null differs
/// from every value, and a collection that is null has no elements.
/// </summary>
/// <param name="Condition">The condition.</param>
/// <param name="ReadsNull">Whether it reads null where LINQ to Objects would throw, or where Marten decides otherwise.</param>
/// <param name="OfNull">What is true then; null for unknown.</param>
internal sealed record Leaf(Expression<Func<Specimen, bool>> Condition, Func<Specimen, bool> ReadsNull, bool? OfNull = null) : Predicate
{
    private Func<Specimen, bool>? _compiled;

    internal override Expression Build(ParameterExpression row) => new Replacement(Condition.Parameters[0], row).Visit(Condition.Body);

    internal override bool? Holds(Specimen specimen) =>
        ReadsNull(specimen) ? OfNull : (_compiled ??= Condition.Compile())(specimen);

    internal override IEnumerable<Predicate> Shrink() => [];

    private sealed class Replacement(ParameterExpression old, ParameterExpression row) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == old ? row : node;
    }
}
