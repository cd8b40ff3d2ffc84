using System.Collections.Concurrent;
using JasperFx.Events.Projections;
using Marten.Engine.Events.Aggregation;
using Marten.Events.Projections;

namespace Marten.Engine.Events.Projections;

/// <summary>The projections of a store, ready to run.</summary>
internal sealed class StoreProjections
{
    private readonly ConcurrentDictionary<Type, object> _aggregators = new();
    private readonly StoreOptions _options;

    internal StoreProjections(DocumentStore store)
    {
        _options = store.Settings;
        var projections = _options.Projections.Projections.ToArray();
        AssertNamesDiffer([.. projections.Concat(projections.OfType<CompositeProjection>().SelectMany(c => c.Parts))]);
        foreach (var projection in projections)
        {
            if (_options.HostLoggers is { } loggers) projection.AttachLogger(loggers);
            projection.AssembleAndAssertValidity();
            if (projection.Lifecycle != ProjectionLifecycle.Live) ((IRunnable)projection).AssertFits(_options);
            foreach (var aggregation in PartsOf(projection).OfType<IAggregation>()) Learn(aggregation);
        }

        Runners = [.. projections.Where(p => p.Lifecycle != ProjectionLifecycle.Live).Select(p => ((IRunnable)p).CreateRunner(store))];
        Inline = [.. Runners.Where(r => r.Projection.Lifecycle == ProjectionLifecycle.Inline)];
    }

    /// <summary>Those that store something, in the order in which they were added.</summary>
    internal IReadOnlyList<IProjectionRunner> Runners { get; }

    internal IReadOnlyList<IProjectionRunner> Inline { get; }

    /// <summary>What makes the state of a stream: a registered projection, or else the handlers of the aggregate itself.</summary>
    /// <exception cref="InvalidProjectionException">It has no handlers.</exception>
    internal Aggregator<T> AggregatorOf<T>() => (Aggregator<T>)_aggregators.GetOrAdd(typeof(T), static (type, self) => self.SelfAggregator(type), this);

    private object SelfAggregator(Type type)
    {
        var projection = _options.Projections.SelfAggregate(type);
        projection.Lifecycle = ProjectionLifecycle.Live;
        projection.AssembleAndAssertValidity();
        LearnNames((IAggregation)projection);
        return ((IAggregation)projection).CreateAggregator(_options)!;
    }

    private void Learn(IAggregation aggregation)
    {
        LearnNames(aggregation);
        _options.EventGraph.NaturalKeys.Learn(aggregation.AggregateType, aggregation);
        if (aggregation.CreateAggregator(_options) is { } aggregator) _aggregators.TryAdd(aggregation.AggregateType, aggregator);
    }

    // So that what is stored under them is found whatever this process has appended itself.
    private void LearnNames(IAggregation aggregation)
    {
        _options.EventGraph.Aggregates.For(aggregation.AggregateType);
        foreach (var type in aggregation.AllEventTypes)
        {
            if (type is { IsClass: true, IsAbstract: false } && type != typeof(object)) _options.EventGraph.Types.For(type);
        }
    }

    private static IEnumerable<ProjectionBase> PartsOf(ProjectionBase projection) => projection is CompositeProjection composite ? composite.Parts : [projection];

    private static void AssertNamesDiffer(ProjectionBase[] projections)
    {
        foreach (var same in projections.GroupBy(p => (p.Name, p.Version)).Where(g => g.Count() > 1))
        {
            throw new InvalidProjectionException(
                $"Duplicate projection or subscription name '{same.Key.Name}': {string.Join(", ", same.Select(p => p.GetType().FullName))}. Give one of them another Name.");
        }
    }
}
