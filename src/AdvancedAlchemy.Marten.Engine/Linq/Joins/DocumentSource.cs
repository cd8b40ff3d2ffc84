using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Joins;

/// <summary>Documents of another query that are joined by keys.</summary>
/// <param name="row">Stands for one of them.</param>
/// <param name="rows">The other query.</param>
/// <param name="outer">The key of the documents that are joined to.</param>
/// <param name="inner">The key of <paramref name="row"/>, of which it is a lambda.</param>
/// <param name="keepsEmpty">Whether a row without any stays.</param>
internal sealed class DocumentSource(ParameterExpression row, QueryModel rows, LambdaExpression outer, LambdaExpression inner, bool keepsEmpty) : RowSource(row)
{
    internal override SqlPart Translate(Translator translator)
    {
        var storage = rows.Root!.Storage;
        var context = translator.Context;
        var alias = context.NextAlias();
        var documents = new SubQuery(context.Of(storage), rows);
        context.Enter(Row, new DocumentScope(context, storage, alias));
        context.Enter(outer.Parameters[0], context.Document);
        return new SqlSequence(
            new SqlText(keepsEmpty ? " left join (" : " inner join ("),
            documents,
            new SqlText($") as {alias} on "),
            SqlCompound.And([.. Keys(outer.Body, inner.Body).Select(k => Equal(translator, k.Outer, k.Inner))]));
    }

    private static SqlComparison Equal(Translator translator, Expression left, Expression right)
    {
        var (one, other) = (translator.Value(left), translator.Value(right));
        if (one.Scalar is null != other.Scalar is null || (one.Scalar is null && (one.Member?.Column is null || other.Member?.Column is null)))
        {
            throw Unsupported.Part($"a join of '{left}' and '{right}', which are no single values,");
        }

        return new SqlComparison(one.Node, "=", other.Node);
    }

    // new { a.X, a.Y } equals new { b.X, b.Y }
    private static IEnumerable<(Expression Outer, Expression Inner)> Keys(Expression left, Expression right)
    {
        (left, right) = (Translator.Strip(left), Translator.Strip(right));
        if (left is not NewExpression many || right is not NewExpression others) return [(left, right)];
        return many.Arguments.Zip(others.Arguments).SelectMany(p => Keys(p.First, p.Second));
    }
}
