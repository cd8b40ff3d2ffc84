using System.Runtime.CompilerServices;
using Marten;

namespace AdvancedAlchemy.Marten;

/// <summary>The links of a store in both directions; found once.</summary>
internal sealed class LinkGraph
{
    private static readonly ConditionalWeakTable<IDocumentStore, LinkGraph> _stores = [];
    private readonly ILookup<Type, LinkDefinition> _byOwner;
    private readonly ILookup<Type, LinkDefinition> _byTarget;

    private LinkGraph(IDocumentStore store)
    {
        var links = LinkRegistry.Of(store).ToArray();
        IsEmpty = links.Length == 0;
        foreach (var link in links) LinkIds.AssertPlain(store, link);
        _byOwner = links.ToLookup(l => l.OwnerType);
        _byTarget = links.ToLookup(l => l.TargetType);
    }

    public bool IsEmpty { get; }

    public static LinkGraph Of(IDocumentStore store) =>
        _stores.TryGetValue(store, out var graph) ? graph : _stores.GetValue(store, static s => new LinkGraph(s));

    public IEnumerable<LinkDefinition> From(Type owner) => _byOwner[owner];

    public IEnumerable<LinkDefinition> To(Type target) => _byTarget[target];
}
