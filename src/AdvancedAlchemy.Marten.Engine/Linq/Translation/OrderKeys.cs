using System.Linq.Expressions;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Sql;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Translation;

/// <summary>What rows can be ordered by.</summary>
internal static class OrderKeys
{
    internal static SqlPart Of(Translator translator, QueryOrder order)
    {
        var context = translator.Context;
        if (order.Sql is { } sql) return new SqlText(context.Literal(sql) as string ?? throw new ArgumentNullException("sql", "OrderBySql needs an expression"));
        context.Enter(order.Key!.Parameters[0], context.Document);
        if (order.Term is { } term) return NgramSearch.Rank(translator, order.Key.Body, term);
        var value = Value(translator, Translator.Strip(order.Key.Body), order.Key.Body);
        var ignoresCase = order.Comparer is { } comparer && TextComparison.IgnoresCase(context.Literal(comparer));
        return ignoresCase ? SqlSequence.Call("lower", value) : value;
    }

    private static SqlPart Value(Translator translator, Expression body, Expression whole) => body switch
    {
        BinaryExpression { NodeType: ExpressionType.Coalesce } coalesce => new SqlSequence(
            new SqlText("COALESCE("),
            Value(translator, Translator.Strip(coalesce.Left), whole),
            new SqlText(", "),
            Translator.Strip(coalesce.Right) is Shapes.SlotExpression slot
                ? translator.Parameters.Value(slot, translator.Value(coalesce.Left))
                : Value(translator, Translator.Strip(coalesce.Right), whole),
            new SqlText(")")),
        MemberExpression or MethodCallExpression or ParameterExpression or SqlExpression => translator.Value(body).Node,
        _ => throw new BadLinqExpressionException($"Invalid OrderBy() expression: '{whole}'"),
    };
}
