using System.Linq.Expressions;
using Marten.Engine.Documents;
using Marten.Engine.Linq.Execution;
using Marten.Engine.Linq.Json;
using Marten.Engine.Sessions.Batching;
using Marten.Exceptions;
using Marten.Linq;
using Npgsql;

namespace Marten.Engine.Linq.Compiled;

/// <summary>A type of compiled queries: its expression without any one query in it, the getters of its values, and its plans.</summary>
internal abstract class CompiledTemplate<TDoc, TOut>(CompiledBody body, ParameterExpression root, Expression standIn, Type queryType, bool isReusable)
    where TDoc : notnull
{
    private const int MaxVariants = 64;

    private readonly Lock _lock = new();
    private CompiledVariant[] _variants = [];
    private CompiledSlot[]? _slots;

    internal CompiledBody Body => body;

    /// <summary>How many plans there are.</summary>
    internal int Variants => _variants.Length;

    /// <summary>Whether it is good for all queries of the type.</summary>
    internal bool IsReusable => isReusable;

    internal abstract Task<TOut?> RunAsync(QuerySession session, object query, CancellationToken token);

    /// <summary>The query as one of several that are sent together.</summary>
    internal abstract Task<TOut?> AddTo(BatchedQuery batch, object query);

    /// <summary>Its command, for a look at it.</summary>
    internal abstract NpgsqlCommand CommandOf(QuerySession session, object query);

    internal abstract Task<Marten.Linq.QueryPlan> ExplainAsync(QuerySession session, object query, CancellationToken token);

    internal abstract JsonQuery ToJson(QuerySession session, object query);

    protected PreparedQuery<TRow> Prepare<TRow>(QuerySession session, object query, ResultKind kind)
    {
        var storage = session.Core.Store.Storages.For<TDoc>();
        var selector = storage.SelectorFor(session);
        return Find<TRow>(session, query, kind, selector, storage) ?? Add<TRow>(session, query, kind, selector, storage);
    }

    private PreparedQuery<TRow>? Find<TRow>(QuerySession session, object query, ResultKind kind, object selector, DocumentStorage<TDoc> storage)
    {
        if (_slots is not { } slots) return null;
        var values = Values(slots, query);
        foreach (var variant in _variants)
        {
            if (variant.Fits(selector, kind, slots, values)) return new PreparedQuery<TRow>(variant.Plan, values, session, storage);
        }

        return null;
    }

    private PreparedQuery<TRow> Add<TRow>(QuerySession session, object query, ResultKind kind, object selector, DocumentStorage<TDoc> storage)
    {
        var engine = session.Core.Store.Queries;
        var start = new QueryRoot<TDoc>(engine, session, storage);
        var source = new RootPlacer(root, start.Expression).Visit(body.Source)!;
        lock (_lock)
        {
            // Whoever was here first may have made it.
            if (Find<TRow>(session, query, kind, selector, storage) is { } made) return made;
            var (plan, slots, values) = engine.Compile<TRow>(source, kind, body.Argument, _slots, captured => CompiledSlot.For(captured, standIn), s => Values(s, query));
            var nulls = new bool[slots.Length];
            for (var i = 0; i < nulls.Length; i++) nulls[i] = values[i] is null;
            var variant = new CompiledVariant(selector, kind, nulls, plan);
            _variants = _variants.Length < MaxVariants ? [.. _variants, variant] : [.. _variants.AsSpan(1), variant];
            _slots = slots;
            return new PreparedQuery<TRow>(plan, values, session, storage);
        }
    }

    private object?[] Values(CompiledSlot[] slots, object query)
    {
        var values = new object?[slots.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            var value = slots[i].Read(query);
            if (value is null && slots[i].Type == typeof(QueryStatistics))
            {
                throw new InvalidCompiledQueryException($"The QueryStatistics of {queryType.Name} are null: begin with an instance to fill");
            }

            values[i] = value;
        }

        return values;
    }

    private sealed class RootPlacer(ParameterExpression root, Expression start) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == root ? start : node;
    }
}
