using System.Linq.Expressions;
using Marten.Engine.Linq.Grouping;
using Marten.Engine.Linq.Includes;
using Marten.Engine.Linq.Joins;
using Marten.Engine.Linq.Shapes;

namespace Marten.Engine.Linq.Translation;

/// <summary>What a chain of operators asks for. Every lambda in it is one of the document, and of the rows joined to it.</summary>
internal sealed class QueryModel
{
    /// <summary>Where the chain begins; null for a condition that belongs to no query.</summary>
    internal IQueryRoot? Root { get; set; }

    /// <summary>The page of documents that the rest is about, when an operator that makes other rows came after Take or Skip.</summary>
    internal QueryModel? Page { get; private set; }

    /// <summary>What is joined to each document, in order: elements of its collections, and other documents.</summary>
    internal List<RowSource> Sources { get; } = [];

    internal List<LambdaExpression> Filters { get; } = [];

    /// <summary>Conditions on groups.</summary>
    internal List<LambdaExpression> Having { get; } = [];

    internal RowGrouping? Grouping { get; set; }

    internal List<QueryOrder> Orders { get; } = [];

    internal SlotExpression? Skip { get; set; }

    internal SlotExpression? Take { get; set; }

    internal bool IsDistinct { get; set; }

    /// <summary>What is different in each row, when that is not all of it.</summary>
    internal LambdaExpression? DistinctKey { get; set; }

    internal SlotExpression? Statistics { get; set; }

    internal List<IncludeRequest> Includes { get; } = [];

    /// <summary>What is made of each document; null for the document itself.</summary>
    internal LambdaExpression? Projection { get; set; }

    /// <summary>The lambda as one of the document: what Select made of it is put in the place of the parameter.</summary>
    internal LambdaExpression OfDocument(LambdaExpression lambda)
    {
        if (Projection is { } projection) return ProjectionInliner.Inline(lambda, projection);
        return Grouping is { } grouping ? grouping.OfDocument(lambda) : lambda;
    }

    /// <summary>As <see cref="OfDocument(LambdaExpression)"/>, for a lambda whose second parameter is <paramref name="second"/>.</summary>
    internal LambdaExpression OfDocument(LambdaExpression lambda, Expression second) => OfDocument(
        Expression.Lambda(ProjectionInliner.Replace(lambda.Body, lambda.Parameters[1], second), lambda.Parameters[0]));

    /// <summary>Before an operator that makes other rows: what was asked so far keeps its meaning.</summary>
    internal void BeforeOtherRows(string @operator)
    {
        if (IsDistinct || DistinctKey is not null) throw Unsupported.Part($"{@operator} after Distinct");
        if (Grouping is not null) throw Unsupported.Part($"{@operator} after GroupBy");
        if (Includes.Count > 0) throw Unsupported.Part($"{@operator} after Include");
        if (Skip is null && Take is null) return;

        // Without a page they count the rows that come of it all, wherever they are asked for.
        if (Statistics is not null) throw Unsupported.Part($"{@operator} after Stats and paging");
        if (Sources.Count > 0) throw Unsupported.Part($"{@operator} after paging what was joined");
        var page = new QueryModel { Root = Root, Skip = Skip, Take = Take };
        page.Filters.AddRange(Filters);
        page.Orders.AddRange(Orders);
        Filters.Clear();
        (Page, Skip, Take) = (page, null, null);
    }
}
