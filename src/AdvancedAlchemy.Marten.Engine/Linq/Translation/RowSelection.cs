using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Joins;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;

namespace Marten.Engine.Linq.Translation;

/// <summary>Everything of a select that comes after its columns.</summary>
internal sealed class RowSelection(Translator translator, QueryModel model)
{
    private readonly List<SqlPart> _joins = [];
    private readonly List<SqlPart> _having = [];
    private readonly List<SqlPart> _conditions = [];
    private SubQuery? _page;

    internal TranslationContext Context => translator.Context;

    internal IReadOnlyList<SqlPart> Conditions => _conditions;

    /// <summary>Comes before anything is written: conditions decide which default filters there are, and joins what lambdas are about.</summary>
    internal void Translate(bool filterDeleted)
    {
        if (model.Page is { } page)
        {
            // The page has the default filters, and so everything that is made of it.
            _page = new SubQuery(Context, page);
        }

        foreach (var source in model.Sources) _joins.Add(source.Translate(translator));
        if (model.Grouping is { } grouping) _joins.Add(grouping.Translate(translator));
        var user = new List<SqlPart>();
        foreach (var filter in model.Filters) user.Add(translator.Filter(filter));
        foreach (var condition in model.Having) _having.Add(translator.Filter(condition));
        if (_page is null) AddDefaultFilters(filterDeleted);
        _conditions.AddRange(user);
    }

    /// <summary>Adds a condition that is no part of the model.</summary>
    internal void Require(SqlPart condition) => _conditions.Add(condition);

    internal void WriteFrom(SqlWriter sql)
    {
        sql.Append(" from ");
        if (_page is null) sql.Append(Context.Storage.Table);
        else sql.Append("(").Append(_page).Append(")");
        sql.Append(" as d");
        foreach (var join in _joins) sql.Append(join);
        if (_conditions.Count > 0) sql.Append(" where ").Append(_conditions.Count == 1 ? _conditions[0] : SqlCompound.And(_conditions));
        if (model.Grouping is not { } grouping) return;
        sql.Append(" group by ").Append(grouping.Columns);
        if (_having.Count > 0) sql.Append(" having ").Append(SqlCompound.And(_having));
    }

    internal void WriteOrder(SqlWriter sql)
    {
        var separator = " order by ";
        foreach (var order in model.Orders)
        {
            sql.Append(separator).Append(OrderKeys.Of(translator, order));
            if (order.IsDescending) sql.Append(" desc");
            separator = ", ";
        }
    }

    /// <param name="sql">The statement.</param>
    /// <param name="limit">How many rows can be of interest at all; null when that is for Take to say.</param>
    internal void WritePage(SqlWriter sql, string? limit)
    {
        if (model.Skip is { } skip) sql.Append(" OFFSET ").Append(Number(skip));
        if (limit is not null) sql.Append(" LIMIT ").Append(limit);
        else if (model.Take is { } take) sql.Append(" LIMIT ").Append(Number(take));
    }

    private void AddDefaultFilters(bool filterDeleted)
    {
        if (filterDeleted && Context.Storage.HidingColumn is { } column && !Context.ReplacesDeletedFilter) _conditions.Add(new SqlText($"d.{column} = False"));
        if (Context.Storage.IsTenanted && !Context.ReplacesTenantFilter)
        {
            _conditions.Add(new SqlComparison(new SqlText("d.tenant_id"), "=", new SqlParameterNode(new TenantBinder())));
        }

        if (Context.Storage.TypeCondition is { } type) _conditions.Add(type);
    }

    private static TypedBinder<int> Number(SlotExpression slot) => new(slot.Index, NpgsqlTypes.NpgsqlDbType.Integer);
}
