using System.Linq.Expressions;
using Marten.Engine.Linq.Translation;

namespace Marten.Engine.Linq.Grouping;

/// <summary>Reads GroupBy.</summary>
internal static class GroupReader
{
    internal static void Read(QueryModel model, MethodCallExpression call)
    {
        model.BeforeOtherRows(nameof(Queryable.GroupBy));
        var lambdas = call.Arguments.Skip(1).Select(a => Translator.Strip(a) as LambdaExpression ?? throw Unsupported.Part("GroupBy with a comparer")).ToArray();
        var key = model.OfDocument(lambdas[0]);
        var element = lambdas.Skip(1).FirstOrDefault(l => l.Parameters.Count == 1);
        var grouping = new RowGrouping(key, element is null ? model.Projection : model.OfDocument(element));

        // Rows have an order, groups of them have none.
        model.Orders.Clear();
        model.Projection = lambdas.FirstOrDefault(l => l.Parameters.Count == 2) is { } result ? grouping.OfKeyAndGroup(result) : null;
        model.Grouping = grouping;
    }
}
