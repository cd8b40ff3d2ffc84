using System.Linq.Expressions;
using Marten.Linq.Members;

namespace Marten.Linq.Parsing.Operators;

/// <summary>One key of an ordering.</summary>
public class Ordering
{
    public Ordering(Expression expression, OrderingDirection direction)
    {
        Expression = expression;
        Direction = direction;
    }

    public Ordering(string memberName, OrderingDirection direction)
    {
        Expression = System.Linq.Expressions.Expression.Empty();
        MemberName = memberName;
        Direction = direction;
    }

    /// <param name="literal">SQL that is taken as it is.</param>
    public Ordering(string literal)
    {
        Expression = System.Linq.Expressions.Expression.Empty();
        Literal = literal;
    }

    public Expression Expression { get; }

    public OrderingDirection Direction { get; set; }

    public CasingRule CasingRule { get; set; }

    public string? MemberName { get; set; }

    public string? Literal { get; }

    public bool IsTransformed { get; set; }

    /// <summary>The SQL of the key, with its direction.</summary>
    public string BuildExpression(IQueryableMemberCollection collection)
    {
        if (Literal is not null) return Literal;
        ArgumentNullException.ThrowIfNull(collection);
        var member = MemberName is null ? collection.MemberFor(Expression) : collection.MemberFor(MemberName);
        return member.BuildOrderingExpression(this, CasingRule);
    }
}
