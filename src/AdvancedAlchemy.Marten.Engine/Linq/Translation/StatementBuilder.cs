using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Methods;
using Marten.Engine.Linq.Projection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Translation;

/// <summary>Puts the parts of a statement in their places.</summary>
internal sealed class StatementBuilder(TranslationContext context, QueryModel model)
{
    private readonly Translator _translator = new(context);
    private readonly SqlWriter _sql = new();

    internal SqlWriter Sql => _sql;

    /// <summary>The condition of a delete or update.</summary>
    internal void WriteCondition(string statement, bool filterDeleted)
    {
        var conditions = Conditions(filterDeleted);
        _sql.Append(statement).Append(" where ").Append(conditions.Count == 0 ? SqlText.True : SqlCompound.And(conditions));
    }

    internal QueryPlan Build<TRow>(IQueryRoot root, ResultKind kind, LambdaExpression? argument, ShapeToken[] shape)
    {
        // Conditions come first: they decide which default filters there are.
        var conditions = Conditions(filterDeleted: true);
        var total = 0;
        object rows;
        switch (kind)
        {
            case ResultKind.Count when model.IsDistinct:
                _sql.Append("select count(*) as number from (select DISTINCT ");
                Select<TRow>(root);
                From(conditions);
                _sql.Append(") as d");
                return Plan(new ValueRows<long>(static (r, i) => r.GetInt64(i)), 0, shape);
            case ResultKind.Count:
                _sql.Append("select count(*) as number");
                From(conditions);
                return Plan(new ValueRows<long>(static (r, i) => r.GetInt64(i)), 0, shape);
            case ResultKind.Any:
                _sql.Append("select TRUE as result");
                From(conditions);
                Page("1");
                return Plan(new ValueRows<bool>(static (r, i) => r.GetBoolean(i)), 0, shape);
            case ResultKind.Sum or ResultKind.Min or ResultKind.Max or ResultKind.Average:
                Aggregate(kind, argument!);
                From(conditions);
                return Plan(new ValueRows<TRow>(ValueReading.Computed<TRow>), 0, shape);
            default:
                _sql.Append(model.IsDistinct ? "select DISTINCT " : "select ");
                (rows, total) = kind is ResultKind.Json or ResultKind.JsonFirst or ResultKind.JsonSingle ? SelectJson(root) : Select<TRow>(root);
                if (model.Statistics is not null)
                {
                    if (model.IsDistinct) throw Unsupported.Part("Stats of distinct values");
                    _sql.Append(", count(*) OVER() as total_rows");
                }

                break;
        }

        From(conditions);
        OrderBy();
        Page(kind switch { ResultKind.First or ResultKind.JsonFirst => "1", ResultKind.Single or ResultKind.JsonSingle => "2", _ => null });
        return Plan(rows, total, shape);
    }

    private QueryPlan Plan(object rows, int total, ShapeToken[] shape) => new()
    {
        Sql = _sql.ToString(),
        Parameters = [.. _sql.Parameters],
        Rows = rows,
        Shape = shape,
        StatisticsSlot = model.Statistics?.Index ?? -1,
        TotalColumn = total,
        TakeSlot = model.Take?.Index ?? -1,
        Guards = [.. context.Guards],
    };

    private (object Rows, int Columns) Select<TRow>(IQueryRoot root)
    {
        if (model.Projection is { } projection) return new ProjectionBuilder(_translator, root, _sql).Build<TRow>(projection, model.IsDistinct);
        _sql.Append(root.Fields);
        return (root.DocumentRows<TRow>(), root.FieldCount);
    }

    private (object Rows, int Columns) SelectJson(IQueryRoot root)
    {
        if (model.Projection is not null) throw new BadLinqExpressionException($"The JSON of '{root.Storage.DocumentType.Name}' is that of whole documents");
        _sql.Append("d.data");
        return (new ValueRows<string>(static (r, i) => r.GetString(i)), 1);
    }

    private void Aggregate(ResultKind kind, LambdaExpression argument)
    {
        var key = ChainReader.OfDocument(model, argument);
        context.Enter(key.Parameters[0], context.Document);
        var value = _translator.Value(key.Body);
        if (value.Scalar is null) throw Unsupported.Part($"{kind} of '{argument.Body}', which is no single value,");
        _sql.Append("select ").Append(kind switch
        {
            ResultKind.Sum => "SUM(",
            ResultKind.Min => "MIN(",
            ResultKind.Max => "MAX(",
            _ => "AVG(",
        }).Append(value.Node).Append(")");
    }

    private List<SqlPart> Conditions(bool filterDeleted)
    {
        var user = new List<SqlPart>();
        foreach (var filter in model.Filters) user.Add(_translator.Filter(filter));
        var all = new List<SqlPart>();
        if (filterDeleted && context.Storage.IsSoftDeleted && !context.ReplacesDeletedFilter) all.Add(new SqlText(DocumentStorage.NotDeletedFilter));
        if (context.Storage.IsTenanted && !context.ReplacesTenantFilter)
        {
            all.Add(new SqlComparison(new SqlText("d.tenant_id"), "=", new SqlParameterNode(new TenantBinder())));
        }

        if (context.Storage.TypeFilter is { } type) all.Add(new SqlText(type));
        all.AddRange(user);
        return all;
    }

    private void From(List<SqlPart> conditions)
    {
        _sql.Append(" from ").Append(context.Storage.Table).Append(" as d");
        if (conditions.Count > 0) _sql.Append(" where ").Append(conditions.Count == 1 ? conditions[0] : SqlCompound.And(conditions));
    }

    private void OrderBy()
    {
        var separator = " order by ";
        foreach (var order in model.Orders)
        {
            _sql.Append(separator);
            separator = ", ";
            if (order.Sql is { } sql)
            {
                _sql.Append(context.Literal(sql) as string ?? throw new ArgumentNullException("sql", "OrderBySql needs an expression"));
                continue;
            }

            _sql.Append(OrderKey(order));
            if (order.IsDescending) _sql.Append(" desc");
        }
    }

    private SqlPart OrderKey(QueryOrder order)
    {
        context.Enter(order.Key!.Parameters[0], context.Document);
        var body = Translator.Strip(order.Key.Body);
        if (body is not (MemberExpression or MethodCallExpression or ParameterExpression)) throw new BadLinqExpressionException($"Invalid OrderBy() expression: '{order.Key.Body}'");
        var value = _translator.Value(body);
        var ignoresCase = order.Comparer is { } comparer && TextComparison.IgnoresCase(context.Literal(comparer));
        return ignoresCase ? SqlSequence.Call("lower", value.Node) : value.Node;
    }

    private void Page(string? limit)
    {
        if (model.Skip is { } skip) _sql.Append(" OFFSET ").Append(Number(skip));
        if (limit is not null) _sql.Append(" LIMIT ").Append(limit);
        else if (model.Take is { } take) _sql.Append(" LIMIT ").Append(Number(take));
    }

    private static TypedBinder<int> Number(SlotExpression slot) => new(slot.Index, NpgsqlTypes.NpgsqlDbType.Integer);
}
