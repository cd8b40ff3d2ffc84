using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>The links of a store in both directions; found once.</summary>
internal sealed class LinkGraph
{
    private static readonly ConditionalWeakTable<IDocumentStore, LinkGraph> _stores = [];
    private readonly IDocumentStore _store;
    private readonly LinkDefinition[] _links;
    private readonly ConcurrentDictionary<Type, Type> _roots = new();
    private readonly ConcurrentDictionary<Type, LinkDefinition[]> _from = new();
    private readonly ConcurrentDictionary<Type, LinkDefinition[]> _to = new();

    private LinkGraph(IDocumentStore store)
    {
        _store = store;
        _links = [.. LinkRegistry.Of(store)];
        foreach (var link in _links) LinkIds.AssertPlain(store, link);
    }

    public bool IsEmpty => _links.Length == 0;

    public static LinkGraph Of(IDocumentStore store) =>
        _stores.TryGetValue(store, out var graph) ? graph : _stores.GetValue(store, static s => new LinkGraph(s));

    /// <summary>The links that documents of a type have, which may be a subclass of the one they are declared for.</summary>
    public LinkDefinition[] From(Type owner) => _from.GetOrAdd(
        owner, static (type, graph) => [.. graph._links.Where(l => l.OwnerType == type || (l.OwnerType.IsAssignableFrom(type) && graph.RootOf(l.OwnerType) == graph.RootOf(type)))], this);

    /// <summary>The links to documents in the table of a type: an id is one of the whole hierarchy.</summary>
    public LinkDefinition[] To(Type target) => _to.GetOrAdd(
        target, static (type, graph) => [.. graph._links.Where(l => graph.RootOf(l.TargetType) == graph.RootOf(type))], this);

    /// <summary>The type whose table documents of a type are stored in.</summary>
    public Type RootOf(Type type) => _roots.GetOrAdd(type, static (type, store) => DocumentTable.RootOf(store, type).DocumentType, _store);
}
