using JasperFx.Events.Projections;
using Marten.Engine.Events.Projections;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Daemon;

/// <summary>What a daemon of a store can run.</summary>
internal sealed class StoreShards
{
    private readonly ProjectionShard[] _projections;

    private readonly Lazy<Shard[]> _continuous;

    internal StoreShards(DocumentStore store)
    {
        _projections = [.. store.Projections.Runners.Select(r => new ProjectionShard(r))];
        _continuous = new Lazy<Shard[]>(() => Different(
        [
            .. _projections.Where(p => p.Projection.Lifecycle == ProjectionLifecycle.Async),
            .. store.Settings.Projections.Subscriptions.Select(make => make()),
        ]));
    }

    /// <summary>Those that follow the events in the background.</summary>
    /// <exception cref="InvalidProjectionException">Two have the same name.</exception>
    internal IReadOnlyList<Shard> Continuous => _continuous.Value;

    /// <exception cref="ArgumentOutOfRangeException">There is none of this name.</exception>
    internal Shard Find(string shardName) =>
        Continuous.FirstOrDefault(s => Is(s, shardName)) ?? throw new ArgumentOutOfRangeException(
            nameof(shardName),
            CompositeWith(p => Is(ProjectionShard.NameOf(p), shardName)) is { } composite
                ? $"'{shardName}' is a part of the composite projection '{composite}', and runs with it only"
                : $"No shard matches the name '{shardName}'. Available names are {Names(Continuous.Select(s => s.Name.Identity))}");

    /// <summary>The projection that is stored, whenever it runs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none of this name.</exception>
    internal ProjectionShard FindProjection(string projectionName) =>
        _projections.FirstOrDefault(p => Is(p, projectionName)) ?? throw NoProjection(projectionName, p => Is(ProjectionShard.NameOf(p), projectionName));

    internal ProjectionShard FindProjection(Type type) =>
        _projections.FirstOrDefault(p => p.Projection.GetType() == type)
        ?? _projections.FirstOrDefault(p => p.Projection is IAggregation aggregation && aggregation.AggregateType == type)
        ?? _projections.FirstOrDefault(p => p.Projection is CustomProjection custom && custom.Type == type)
        ?? throw NoProjection(type.Name, p => p.GetType() == type || IsOf(p, type) || p is CustomProjection custom && custom.Type == type);

    /// <summary>The projection that makes a document of each stream.</summary>
    /// <exception cref="InvalidOperationException">There is none that stores them.</exception>
    internal ProjectionShard FindOfStreams(Type documentType) =>
        _projections.FirstOrDefault(p => p.IsOfStreams && p.DocumentType == documentType)
        ?? throw new InvalidOperationException(CompositeWith(p => IsOf(p, documentType)) is { } composite
            ? $"{documentType.Name} is what a part of the composite projection '{composite}' stores: its documents cannot be made anew one by one, rebuild '{composite}' instead"
            : $"{documentType.Name} is not what an inline or asynchronous projection of single streams stores: only such documents can be made anew one by one");

    /// <summary>Those that write documents of a type in the background.</summary>
    internal IEnumerable<Shard> Publishing(Type documentType) => Continuous.Where(s => s.PublishedTypes.Any(t => t.IsAssignableFrom(documentType)));

    private static bool Is(Shard shard, string name) => Is(shard.Name, name);

    private static bool Is(ShardName shard, string name) =>
        string.Equals(shard.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(shard.Identity, name, StringComparison.OrdinalIgnoreCase);

    private static bool IsOf(ProjectionBase projection, Type documentType) => projection is IAggregation aggregation && aggregation.AggregateType == documentType;

    private string? CompositeWith(Func<ProjectionBase, bool> part) => _projections.FirstOrDefault(p => p.Projection is CompositeProjection composite && composite.Parts.Any(part))?.Name.Name;

    private ArgumentOutOfRangeException NoProjection(string projectionName, Func<ProjectionBase, bool> part) => new(
        nameof(projectionName),
        CompositeWith(part) is { } composite
            ? $"'{projectionName}' is a part of the composite projection '{composite}', with which it runs: rebuild '{composite}' instead"
            : $"No registered projection matches the name '{projectionName}'. Available names are {Names(_projections.Select(p => p.Name.Name))}");

    private static Shard[] Different(Shard[] shards) =>
        shards.GroupBy(s => s.Name.Identity, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } same
            ? throw new InvalidProjectionException($"Duplicate projection or subscription name '{same.Key}'. Give one of them another Name.")
            : shards;

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
