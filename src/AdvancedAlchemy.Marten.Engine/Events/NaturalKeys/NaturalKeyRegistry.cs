using System.Collections.Concurrent;
using System.Reflection;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Marten.Engine.Sessions;
using Marten.Events;

namespace Marten.Engine.Events.NaturalKeys;

/// <summary>The natural keys of a store's registered aggregates.</summary>
internal sealed class NaturalKeyRegistry(EventGraph graph)
{
    private readonly ConcurrentDictionary<Type, NaturalKeyTable?> _tables = new();

    // What the keys of aggregates would be that are not registered.
    private readonly ConcurrentDictionary<Type, Type?> _unregistered = new();

    private readonly Lock _lock = new();

    // Asked for by every save that appends.
    private volatile NaturalKeyTable[] _known = [];

    private volatile Type[] _aggregates = [];

    internal IReadOnlyList<NaturalKeyTable> Tables => _known;

    internal NaturalKeyTable? Find(Type aggregateType) => _tables.GetValueOrDefault(aggregateType);

    /// <summary>The natural key of an aggregate, if it is of a type.</summary>
    /// <exception cref="InvalidProjectionException">It would be, but nobody records the keys of an aggregate that is not registered.</exception>
    internal NaturalKeyTable? Find(Type aggregateType, Type keyType)
    {
        if (_tables.TryGetValue(aggregateType, out var table)) return table?.Definition.OuterType == keyType ? table : null;
        if (_unregistered.GetOrAdd(aggregateType, KeyTypeOf) != keyType) return null;
        throw new InvalidProjectionException(
            $"{aggregateType.Name} is not registered with this store, so that its natural keys are not recorded: add its projection, its snapshot or Projections.LiveStreamAggregation<{aggregateType.Name}>()");
    }

    /// <summary>The names of the aggregates whose streams have nothing to do with an aggregate, whatever is in them.</summary>
    internal string[] OthersThan(Type aggregateType) =>
        [.. _aggregates.Where(a => !a.IsAssignableFrom(aggregateType) && !aggregateType.IsAssignableFrom(a)).Select(graph.AggregateAliasFor)];

    /// <summary>Called for every registered projection of single documents.</summary>
    /// <exception cref="InvalidProjectionException">The key cannot be one.</exception>
    internal void Learn(Type aggregateType, IAggregation aggregation)
    {
        lock (_lock)
        {
            if (aggregation.Scope == AggregationScope.SingleStream && !_aggregates.Contains(aggregateType)) _aggregates = [.. _aggregates, aggregateType];
            if (_tables.GetValueOrDefault(aggregateType) is not null) return;
            var table = aggregation is { Scope: AggregationScope.SingleStream, NaturalKeyDefinition: { } definition } ? TableOf(definition) : null;
            if (table is not null) _known = [.. _known, table];
            _tables[aggregateType] = table;
        }
    }

    private NaturalKeyTable TableOf(NaturalKeyDefinition definition)
    {
        if (!definition.IsValid())
        {
            throw new InvalidProjectionException($"The natural key {definition.AggregateType.Name}.{definition.Member.Name} is a {definition.OuterType.Name}: it has to be a Guid, a string, an int or a long, or a type that has nothing but one of those");
        }

        if (definition.DiscoveryProblems.FirstOrDefault(p => !definition.HasMappingFor(p.EventType)) is { } problem)
        {
            throw new InvalidProjectionException($"The natural key of {definition.AggregateType.Name} cannot be set by {problem}");
        }

        var table = new NaturalKeyTable(graph, definition, this);
        return Array.Find(_known, k => k.Name == table.Name) is not { } same
            ? table
            : throw new InvalidProjectionException($"The natural keys of {same.Definition.AggregateType.FullName} and of {definition.AggregateType.FullName} would be in one table, {table.Name}: give one of them another name");
    }

    private static Type? KeyTypeOf(Type aggregateType) => NaturalKeyDiscovery.MemberOf(aggregateType) switch
    {
        PropertyInfo property => Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType,
        FieldInfo field => Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType,
        _ => null,
    };

    /// <summary>What a save does about the keys that its events set.</summary>
    internal IReadOnlyList<EngineOperation> OperationsFor(IEnumerable<IEvent> events)
    {
        var (releases, claims) = (new List<EngineOperation>(), new List<EngineOperation>());
        foreach (var table in _known)
        {
            if (ClaimsOf(table, events, areStored: false) is not { Count: > 0 } its) continue;
            releases.Add(new NaturalKeyOperation(table, its, releases: true));

            // One by one the server says which of them it refuses.
            foreach (var claim in its) claims.Add(new NaturalKeyOperation(table, [claim], releases: false));
        }

        // All keys are free before any is taken: two streams may change places.
        return [.. releases, .. claims];
    }

    /// <summary>The same for the stored events of one stream.</summary>
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
