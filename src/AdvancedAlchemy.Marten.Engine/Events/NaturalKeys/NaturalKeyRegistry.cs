using System.Collections.Concurrent;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Marten.Engine.Sessions;
using Marten.Events;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>The natural keys of a store's aggregates.</summary>
internal sealed class NaturalKeyRegistry(EventGraph graph)
{
    private readonly ConcurrentDictionary<Type, NaturalKeyTable?> _tables = new();

    private readonly Lock _lock = new();

    // Asked for by every save that appends.
    private volatile NaturalKeyTable[] _known = [];

    internal IReadOnlyList<NaturalKeyTable> Tables => _known;

    internal NaturalKeyTable? Find(Type aggregateType) => _tables.GetValueOrDefault(aggregateType);

    /// <summary>Whether it was asked before what key an aggregate has.</summary>
    internal bool Knows(Type aggregateType) => _tables.ContainsKey(aggregateType);

    /// <param name="aggregateType">The aggregate.</param>
    /// <param name="aggregation">Its projection; null if it has none that could say.</param>
    /// <param name="found">Called when it has a key that was not known.</param>
    /// <exception cref="InvalidProjectionException">The key cannot be one.</exception>
    internal void Learn(Type aggregateType, IAggregation? aggregation, Action? found = null)
    {
        var definition = aggregation is { Scope: AggregationScope.SingleStream } ? aggregation.NaturalKeyDefinition : null;
        if (definition is null)
        {
            _tables.TryAdd(aggregateType, null);
            return;
        }

        if (!definition.IsValid())
        {
            throw new InvalidProjectionException($"The natural key {definition.AggregateType.Name}.{definition.Member.Name} is a {definition.OuterType.Name}: it has to be a Guid, a string, an int or a long, or a type that has nothing but one of those");
        }

        if (definition.DiscoveryProblems.FirstOrDefault(p => !definition.HasMappingFor(p.EventType)) is { } problem)
        {
            throw new InvalidProjectionException($"The natural key of {definition.AggregateType.Name} cannot be set by {problem}");
        }

        lock (_lock)
        {
            if (_tables.ContainsKey(aggregateType)) return;
            var table = new NaturalKeyTable(graph, definition);
            _known = [.. _known, table];

            // Whoever finds the key also sees that its table has to be looked for.
            found?.Invoke();
            _tables[aggregateType] = table;
        }
    }

    /// <summary>What a save does about the keys that its events set.</summary>
    internal IReadOnlyList<EngineOperation> OperationsFor(IEnumerable<IEvent> events, bool areStored)
    {
        var (releases, claims) = (new List<EngineOperation>(), new List<EngineOperation>());
        foreach (var table in _known)
        {
            if (ClaimsOf(table, events, areStored) is not { Count: > 0 } its) continue;
            releases.Add(new NaturalKeyOperation(table, its, releases: true));
            claims.Add(new NaturalKeyOperation(table, its, releases: false));
        }

        // All keys are free before any is taken: two streams may change places.
        return [.. releases, .. claims];
    }

    internal static IReadOnlyList<EngineOperation> OperationsFor(NaturalKeyTable table, IEnumerable<IEvent> events) =>
        ClaimsOf(table, events, areStored: true) is { Count: > 0 } claims
            ? [new NaturalKeyOperation(table, claims, releases: true), new NaturalKeyOperation(table, claims, releases: false)]
            : [];

    // The last one that a stream is given counts.
    private static List<NaturalKeyClaim> ClaimsOf(NaturalKeyTable table, IEnumerable<IEvent> events, bool areStored)
    {
        Dictionary<(string TenantId, object Stream), NaturalKeyClaim>? claims = null;
        foreach (var e in events)
        {
            if (table.KeyOf(e) is not { } key) continue;
            var stream = e.StreamName();
            (claims ??= [])[(e.TenantId, stream)] = new NaturalKeyClaim(key, stream, e.TenantId, areStored ? e.Version : null);
        }

        return claims is null ? [] : [.. claims.Values];
    }
}
