using System.Linq.Expressions;

namespace MartenFacts.Differential;

/// <summary>A predicate as an expression for the engine and as an oracle, which says true, false, or null where it is unknown as it is in SQL.</summary>
internal abstract record Predicate
{
    internal abstract Expression Build(ParameterExpression row);

    internal abstract bool? Holds(Specimen specimen);

    /// <summary>Simpler predicates, the simplest first.</summary>
    internal abstract IEnumerable<Predicate> Shrink();

    internal Expression<Func<Specimen, bool>> Lambda()
    {
        var row = Expression.Parameter(typeof(Specimen), "x");
        return Expression.Lambda<Func<Specimen, bool>>(Build(row), row);
    }

    internal sealed record Not(Predicate Inner) : Predicate
    {
        internal override Expression Build(ParameterExpression row) => Expression.Not(Inner.Build(row));

        internal override bool? Holds(Specimen specimen) => !Inner.Holds(specimen);

        internal override IEnumerable<Predicate> Shrink() => Inner.Shrink().Select(i => new Not(i)).Prepend(Inner);
    }

    internal sealed record Both(Predicate Left, Predicate Right) : Predicate
    {
        internal override Expression Build(ParameterExpression row) => Expression.AndAlso(Left.Build(row), Right.Build(row));

        internal override bool? Holds(Specimen specimen) => Left.Holds(specimen) & Right.Holds(specimen);

        internal override IEnumerable<Predicate> Shrink() =>
            [Left, Right, .. Left.Shrink().Select(l => new Both(l, Right)), .. Right.Shrink().Select(r => new Both(Left, r))];
    }

    internal sealed record Either(Predicate Left, Predicate Right) : Predicate
    {
        internal override Expression Build(ParameterExpression row) => Expression.OrElse(Left.Build(row), Right.Build(row));

        internal override bool? Holds(Specimen specimen) => Left.Holds(specimen) | Right.Holds(specimen);

        internal override IEnumerable<Predicate> Shrink() =>
            [Left, Right, .. Left.Shrink().Select(l => new Either(l, Right)), .. Right.Shrink().Select(r => new Either(Left, r))];
    }
}
