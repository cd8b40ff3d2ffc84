using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using Marten.Linq;

namespace Marten.Engine.Linq.Compiled;

/// <summary>The types of compiled queries that a store has seen.</summary>
internal sealed class CompiledTemplates(QueryEngine engine)
{
    private readonly ConcurrentDictionary<(Type Query, Type Document, Type Result), object> _templates = new();

    internal CompiledTemplate<TDoc, TOut> For<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, QuerySession session) where TDoc : notnull
    {
        ArgumentNullException.ThrowIfNull(query);
        var key = (query.GetType(), typeof(TDoc), typeof(TOut));
        if (_templates.TryGetValue(key, out var known)) return (CompiledTemplate<TDoc, TOut>)known;
        var made = Make(query, session);
        return made.IsReusable ? (CompiledTemplate<TDoc, TOut>)_templates.GetOrAdd(key, made) : made;
    }

    private CompiledTemplate<TDoc, TOut> Make<TDoc, TOut>(ICompiledQuery<TDoc, TOut> query, QuerySession session) where TDoc : notnull
    {
        var type = query.GetType();
        var storage = session.Core.Store.Storages.For<TDoc>();
        var body = CompiledBodyReader.Read(query, query.QueryIs(), new QueryRoot<TDoc>(engine, session, storage));
        var standIn = (Expression)typeof(QueryStandIn<>).MakeGenericType(type)
            .GetProperty("Expression", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        var root = Expression.Parameter(typeof(QueryRoot<TDoc>), "documents");
        var rewriter = new TemplateRewriter(query, standIn, root, storage.Mapping.Members.Scalars);
        var free = body with { Source = rewriter.Visit(body.Source)!, Argument = (LambdaExpression?)rewriter.Visit(body.Argument) };
        rewriter.AssertParameters();
        var template = typeof(CompiledTemplate<,,>).MakeGenericType(typeof(TDoc), free.RowType, typeof(TOut));
        return (CompiledTemplate<TDoc, TOut>)Activator.CreateInstance(
            template, BindingFlags.Instance | BindingFlags.Public, null, [free, root, standIn, type, !rewriter.CapturesLocals], null)!;
    }
}
