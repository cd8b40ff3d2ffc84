using System.Diagnostics.Metrics;

namespace Marten.Engine.Linq.Execution;

/// <summary>Shows what a store's plan cache does, on the meter <c>Marten</c>.</summary>
internal sealed class PlanMetrics : IDisposable
{
    private readonly Meter _meter = new("Marten");

    internal PlanMetrics(PlanCache plans, string schema)
    {
        // Meters live as long as the process unless they are disposed of; a forgotten store must not.
        var weak = new WeakReference<PlanCache>(plans);
        var tag = new KeyValuePair<string, object?>("marten.schema", schema);
        _meter.CreateObservableCounter("marten.linq.plan.hits", () => Measure(p => p.Hits), "{query}", "Queries whose shape had a plan already.");
        _meter.CreateObservableCounter("marten.linq.plan.misses", () => Measure(p => p.Misses), "{query}", "Queries that had to be translated.");
        _meter.CreateObservableGauge("marten.linq.plans", () => Measure(p => p.Count), "{plan}", "Plans that are kept.");

        IEnumerable<Measurement<long>> Measure(Func<PlanCache, long> read) =>
            weak.TryGetTarget(out var cache) ? [new Measurement<long>(read(cache), tag)] : [];
    }

    public void Dispose() => _meter.Dispose();
}
