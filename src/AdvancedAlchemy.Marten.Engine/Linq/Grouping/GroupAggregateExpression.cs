using System.Linq.Expressions;
using Marten.Engine.Linq.Sql;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Grouping;

/// <summary>A number or value that SQL works out of a group.</summary>
/// <param name="method">The name of LINQ's method.</param>
/// <param name="type">The type of the result.</param>
/// <param name="of">What is aggregated, of the document; null when rows are counted.</param>
/// <param name="filters">The conditions for a row to count, of the document.</param>
/// <param name="distinct">Whether each value counts once.</param>
internal sealed class GroupAggregateExpression(
    string method, Type type, LambdaExpression? of, IReadOnlyList<LambdaExpression> filters, bool distinct) : SqlExpression(type)
{
    internal override SqlValue Translate(Translator translator)
    {
        var scalar = translator.Context.Mapping.Members.Scalars.Find(Type) ?? throw Unsupported.Part($"{method} of type {Type.Name}");
        var call = new SqlSequence(Function(translator), Filter(translator));
        SqlPart node = method switch
        {
            nameof(Enumerable.Sum) => new SqlSequence(new SqlText("COALESCE("), call, new SqlText(", 0)")),
            _ => call,
        };
        if (method is not (nameof(Enumerable.Min) or nameof(Enumerable.Max)))
        {
            // Of the type that LINQ gives: PostgreSQL's sums are wider than what they add.
            node = new SqlSequence(new SqlText("CAST("), node, new SqlText($" as {scalar.CastType})"));
        }

        return new SqlValue(node, Type, scalar);
    }

    public override string ToString() => $"{method}()";

    private SqlPart Function(Translator translator)
    {
        if (of is null) return new SqlText("count(*)");
        translator.Context.Enter(of.Parameters[0], translator.Context.Document);
        var value = translator.Value(of.Body);
        if (value.Scalar is null) throw Unsupported.Part($"{method} of '{of.Body}', which is no single value,");
        var name = method switch
        {
            nameof(Enumerable.Sum) => "SUM(",
            nameof(Enumerable.Min) => "MIN(",
            nameof(Enumerable.Max) => "MAX(",
            nameof(Enumerable.Average) => "AVG(",
            _ => "count(",
        };
        return new SqlSequence(new SqlText(distinct ? name + "DISTINCT " : name), value.Node, new SqlText(")"));
    }

    private SqlPart Filter(Translator translator) => filters.Count == 0
        ? new SqlText("")
        : new SqlSequence(new SqlText(" filter (where "), SqlCompound.And([.. filters.Select(translator.Filter)]), new SqlText(")"));
}
