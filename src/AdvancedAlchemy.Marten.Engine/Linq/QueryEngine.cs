using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Compiled;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Shapes;
using Marten.Engine.Linq.Translation;
using Marten.Linq;
using Npgsql;
using QueryPlan = Marten.Engine.Linq.Execution.QueryPlan;

namespace Marten.Engine.Linq;

/// <summary>Turns LINQ into SQL and caches what came of it.</summary>
internal sealed class QueryEngine(DocumentStore store)
{
    private CompiledTemplates? _compiled;

    internal PlanCache Plans { get; } = new();

    /// <summary>The compiled queries.</summary>
    internal CompiledTemplates Compiled => _compiled ?? Interlocked.CompareExchange(ref _compiled, new CompiledTemplates(this), null) ?? _compiled;

    internal IMartenQueryable<T> Start<T>(QuerySession session) where T : notnull => new QueryRoot<T>(this, session, store.Storages.For<T>());

    /// <summary>A query of documents that projections make in the background, which waits until they are made of all events of the moment it runs.</summary>
    internal IMartenQueryable<T> StartAfter<T>(QuerySession session, Func<CancellationToken, Task> wait) where T : notnull =>
        new QueryRoot<T>(this, session, store.Storages.For<T>()) { Before = wait };

    /// <summary>A query ready to run: its plan and the values that it captured, as they are now.</summary>
    /// <param name="source">The query.</param>
    /// <param name="kind">What is asked of its rows.</param>
    /// <param name="argument">A last filter, or what to aggregate.</param>
    internal PreparedQuery<TRow> Prepare<TRow>(Expression source, ResultKind kind, LambdaExpression? argument)
    {
        var walker = ShapeWalker.Rent();
        try
        {
            walker.Add(ShapeToken.Result, typeof(TRow));
            walker.Add((int)kind, null);
            walker.Walk(source);
            if (argument is not null) walker.Walk(argument);
            var root = walker.Root ?? throw Unsupported.Expression(source);
            walker.Add(ShapeToken.Selector, root.Selector);
            var values = walker.ReadValues();
            var plan = Plans.Find(walker.Hash, walker.Tokens, values) ?? Remember(walker, Translate<TRow>(root, source, kind, argument, walker, values));
            return new PreparedQuery<TRow>(plan, values, root.Session, root.Storage, root.Before);
        }
        finally
        {
            walker.Return();
        }
    }

    /// <summary>A plan that is kept outside of the cache, by a compiled query.</summary>
    /// <param name="source">The query.</param>
    /// <param name="kind">What is asked of its rows.</param>
    /// <param name="argument">A last filter, or what to aggregate.</param>
    /// <param name="known">The slots, when an earlier plan of the same query has found them.</param>
    /// <param name="slotOf">Makes a slot of a captured expression.</param>
    /// <param name="valuesOf">Reads the slots.</param>
    internal (QueryPlan Plan, CompiledSlot[] Slots, object?[] Values) Compile<TRow>(
        Expression source, ResultKind kind, LambdaExpression? argument, CompiledSlot[]? known, Func<Expression, CompiledSlot> slotOf, Func<CompiledSlot[], object?[]> valuesOf)
    {
        var walker = ShapeWalker.Rent();
        try
        {
            walker.Walk(source);
            if (argument is not null) walker.Walk(argument);
            var root = walker.Root ?? throw Unsupported.Expression(source);
            var slots = known ?? Array.ConvertAll(walker.Captured.ToArray(), c => slotOf(c));
            var values = valuesOf(slots);

            // A parameter that is null is sent as null; it must not turn the comparison into a test for null.
            var translated = new object?[values.Length];
            for (var i = 0; i < values.Length; i++) translated[i] = values[i] ?? (slots[i].IsParameter ? NullParameter : null);
            var plan = Translate<TRow>(root, source, kind, argument, walker, translated);
            for (var i = 0; i < plan.Guards.Length; i++)
            {
                if (ReferenceEquals(plan.Guards[i].Value, NullParameter)) plan.Guards[i] = new SlotGuard(plan.Guards[i].Slot, null);
            }

            return (plan, slots, values);
        }
        finally
        {
            walker.Return();
        }
    }

    /// <summary>A statement with the predicate as its condition, evaluated now, so that later changes of captured variables do not matter.</summary>
    internal Func<NpgsqlBatchCommand> Where<T>(
        DocumentSessionBase session, DocumentStorage<T> storage, string sql, Expression<Func<T, bool>> predicate, bool filterDeleted) where T : notnull
    {
        var walker = ShapeWalker.Rent();
        QueryPlan plan;
        object?[] values;
        try
        {
            walker.Add(ShapeToken.Result, sql);
            walker.Add(filterDeleted ? 1 : 0, storage);
            walker.Walk(predicate);
            values = walker.ReadValues(session.TenantId);
            plan = Plans.Find(walker.Hash, walker.Tokens, values) ?? Remember(walker, Condition(walker, storage, sql, predicate, filterDeleted, values));
        }
        finally
        {
            walker.Return();
        }

        var tenantId = session.TenantId;

        // Bound now, so that a value that cannot be sent is the caller's failure and not the save's.
        var first = Bind(plan, values, tenantId);
        return () => Interlocked.Exchange(ref first, null) ?? Bind(plan, values, tenantId);
    }

    private static readonly object NullParameter = new();

    private static NpgsqlBatchCommand Bind(QueryPlan plan, object?[] values, string tenantId)
    {
        var command = new NpgsqlBatchCommand(plan.Sql);
        foreach (var parameter in plan.Parameters) command.Parameters.Add(parameter.Bind(values, tenantId));
        return command;
    }

    private static QueryPlan Condition<T>(
        ShapeWalker walker, DocumentStorage<T> storage, string sql, Expression<Func<T, bool>> predicate, bool filterDeleted, object?[] values) where T : notnull
    {
        var rewriter = new SlotRewriter(walker.Captured.ToArray());
        var model = new QueryModel();
        model.Filters.Add((LambdaExpression)rewriter.Visit(predicate)!);
        rewriter.AssertComplete();
        var context = new TranslationContext(storage, values);
        var builder = new StatementBuilder(context, model);
        builder.WriteCondition(sql, filterDeleted);
        return new QueryPlan
        {
            Sql = builder.Sql.ToString(),
            Parameters = [.. builder.Sql.Parameters],
            Rows = sql,
            Shape = walker.Tokens.ToArray(),
            Guards = [.. context.Guards],
        };
    }

    private static QueryPlan Translate<TRow>(
        IQueryRoot root, Expression source, ResultKind kind, LambdaExpression? argument, ShapeWalker walker, object?[] values)
    {
        var shape = walker.Tokens.ToArray();
        var rewriter = new SlotRewriter(walker.Captured.ToArray());
        var chain = rewriter.Visit(source)!;
        var last = argument is null ? null : (LambdaExpression)rewriter.Visit(argument)!;
        rewriter.AssertComplete();
        var model = ChainReader.Read(chain);
        var isAggregate = kind is ResultKind.Sum or ResultKind.Min or ResultKind.Max or ResultKind.Average;
        if (last is not null && !isAggregate) ChainReader.AddFilter(model, last);
        return new StatementBuilder(new TranslationContext(root.Storage, values), model).Build<TRow>(root, kind, isAggregate ? last : null, shape);
    }

    private QueryPlan Remember(ShapeWalker walker, QueryPlan plan)
    {
        Plans.Add(walker.Hash, plan);
        return plan;
    }
}
