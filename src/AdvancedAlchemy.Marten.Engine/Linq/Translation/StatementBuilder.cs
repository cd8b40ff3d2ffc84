using System.Linq.Expressions;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Includes;
using Marten.Engine.Linq.Projection;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Sql;
using Marten.Exceptions;

namespace Marten.Engine.Linq.Translation;

/// <summary>Puts the parts of a statement in their places.</summary>
internal sealed class StatementBuilder
{
    private readonly TranslationContext _context;
    private readonly QueryModel _model;
    private readonly Translator _translator;
    private readonly RowSelection _selection;
    private readonly SqlWriter _sql = new();

    internal StatementBuilder(TranslationContext context, QueryModel model)
    {
        _context = context;
        _model = model;
        _translator = new Translator(context);
        _selection = new RowSelection(_translator, model);
    }

    internal SqlWriter Sql => _sql;

    /// <summary>The condition of a delete or update.</summary>
    internal void WriteCondition(string statement, bool filterDeleted)
    {
        _selection.Translate(filterDeleted);
        var conditions = _selection.Conditions;
        _sql.Append(statement).Append(" where ").Append(conditions.Count == 0 ? SqlText.True : SqlCompound.And(conditions));
    }

    internal QueryPlan Build<TRow>(IQueryRoot root, ResultKind kind, LambdaExpression? argument, ShapeToken[] shape)
    {
        var value = argument is null ? null : _model.OfDocument(argument);
        _selection.Translate(filterDeleted: true);
        switch (kind)
        {
            case ResultKind.Count:
                return Count<TRow>(root, shape);
            case ResultKind.Any:
                _sql.Append("select TRUE as result");
                _selection.WriteFrom(_sql);
                _selection.WritePage(_sql, "1");
                return Plan(new ValueRows<bool>(static (r, i) => r.GetBoolean(i)), 0, shape);
            case ResultKind.Sum or ResultKind.Min or ResultKind.Max or ResultKind.Average:
                Aggregate(kind, value!);
                return Plan(new ValueRows<TRow>(ValueReading.Computed<TRow>), 0, shape);
            default:
                return Rows<TRow>(root, kind, shape);
        }
    }

    private QueryPlan Count<TRow>(IQueryRoot root, ShapeToken[] shape)
    {
        var rows = new ValueRows<long>(static (r, i) => r.GetInt64(i));
        if (!_model.IsDistinct && _model.DistinctKey is null && _model.Grouping is null)
        {
            _sql.Append("select count(*) as number");
            _selection.WriteFrom(_sql);
            return Plan(rows, 0, shape);
        }

        _sql.Append("select count(*) as number from (select ");
        if (_model.IsDistinct)
        {
            _sql.Append("DISTINCT ");
            Select<TRow>(root);
        }
        else
        {
            if (_model.DistinctKey is { } key) _sql.Append("DISTINCT ").AppendList(", ", DistinctRows.Keys(_translator, key));
            else _sql.Append("1");
        }

        _selection.WriteFrom(_sql);
        _sql.Append(") as d");
        return Plan(rows, 0, shape);
    }

    private QueryPlan Rows<TRow>(IQueryRoot root, ResultKind kind, ShapeToken[] shape)
    {
        if (_model is { Grouping: not null, Projection: null })
        {
            throw new BadLinqExpressionException("GroupBy must be followed by a Select() projection. Marten does not support returning IGrouping<K,T> directly.");
        }

        var limit = kind switch { ResultKind.First or ResultKind.JsonFirst => "1", ResultKind.Single or ResultKind.JsonSingle => "2", _ => null };
        var isJson = kind is ResultKind.Json or ResultKind.JsonFirst or ResultKind.JsonSingle;
        var ordersApart = _model.DistinctKey is not null || (_model.IsDistinct && _model.Statistics is not null);
        _sql.Append("select ");
        if (_model.IsDistinct) _sql.Append("DISTINCT ");
        if (_model.DistinctKey is { } key) _sql.Append("DISTINCT ON (").AppendList(", ", DistinctRows.Keys(_translator, key)).Append(") ");
        var (rows, columns) = isJson ? SelectJson(root) : Select<TRow>(root);
        var total = columns;
        if (ordersApart)
        {
            DistinctRows.Write(_sql, _translator, _selection, _model, ref columns);
            _selection.WritePage(_sql, limit);
        }
        else
        {
            if (_model.Statistics is not null)
            {
                _sql.Append(", count(*) OVER() as total_rows");
                columns++;
            }

            if (_model.Includes.Count > 0) return Included(root, rows, columns, total, limit, shape);
            _selection.WriteFrom(_sql);
            _selection.WriteOrder(_sql);
            _selection.WritePage(_sql, limit);
        }

        return Plan(rows, total, shape);
    }

    private QueryPlan Included(IQueryRoot root, object rows, int columns, int total, string? limit, ShapeToken[] shape)
    {
        if (_model.IsDistinct || _model.DistinctKey is not null) throw Unsupported.Part("Include of distinct values");
        if (_model.Grouping is not null) throw Unsupported.Part("Include of groups");
        var includes = new IncludeStatement(_translator, _model, root, columns);
        includes.WriteReferences(_sql);
        _selection.WriteFrom(_sql);
        _selection.WriteOrder(_sql);
        _selection.WritePage(_sql, limit);
        var readers = includes.WriteAround(_sql);
        return Plan(rows, total, shape, readers, includes.KindColumn);
    }

    private QueryPlan Plan(object rows, int total, ShapeToken[] shape, IncludeRows[]? includes = null, int kindColumn = 0) => new()
    {
        Sql = _sql.ToString(),
        Parameters = [.. _sql.Parameters],
        Rows = rows,
        Shape = shape,
        StatisticsSlot = _model.Statistics?.Index ?? -1,
        TotalColumn = total,
        TakeSlot = _model.Take?.Index ?? -1,
        Guards = [.. _context.Guards],
        Touches = [.. _context.Touched],
        Includes = includes ?? [],
        KindColumn = kindColumn,
    };

    private (object Rows, int Columns) Select<TRow>(IQueryRoot root)
    {
        if (_model.Projection is { } projection) return new ProjectionBuilder(_translator, root, _sql).Build<TRow>(projection, _model.IsDistinct);
        _sql.Append(root.Fields);
        return (root.DocumentRows<TRow>(), root.FieldCount);
    }

    private (object Rows, int Columns) SelectJson(IQueryRoot root)
    {
        if (_model.Projection is not null) throw new BadLinqExpressionException($"The JSON of '{root.Storage.DocumentType.Name}' is that of whole documents");
        _sql.Append("d.data");
        return (new ValueRows<string>(static (r, i) => r.GetString(i)), 1);
    }

    private void Aggregate(ResultKind kind, LambdaExpression key)
    {
        _context.Enter(key.Parameters[0], _context.Document);
        var value = _translator.Value(key.Body);
        if (value.Scalar is null) throw Unsupported.Part($"{kind} of '{key.Body}', which is no single value,");
        if (_model.DistinctKey is not null) throw Unsupported.Part($"{kind} after DistinctBy");
        _sql.Append("select ").Append(kind switch
        {
            ResultKind.Sum => "SUM(",
            ResultKind.Min => "MIN(",
            ResultKind.Max => "MAX(",
            _ => "AVG(",
        });
        if (_model.Grouping is null && !_model.IsDistinct)
        {
            _sql.Append(value.Node).Append(")");
            _selection.WriteFrom(_sql);
            return;
        }

        if (_model.IsDistinct && _model.Projection!.Body != key.Body) throw Unsupported.Part($"{kind} of a part of distinct values");
        _sql.Append(_model.IsDistinct ? "s.v) from (select DISTINCT " : "s.v) from (select ").Append(value.Node).Append(" as v");
        _selection.WriteFrom(_sql);
        _sql.Append(") as s");
    }
}
