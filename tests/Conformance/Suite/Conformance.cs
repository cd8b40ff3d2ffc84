using AdvancedAlchemy.Marten.Conformance.Documents;
using AdvancedAlchemy.Marten.Conformance.Stores;
using Marten;

namespace AdvancedAlchemy.Marten.Conformance.Suite;

/// <summary>What holds for every document of the layer, whatever its id, its session and its tenancy are.</summary>
public abstract partial class Conformance<TPaper, TTopic, TId>(Stores<TPaper, TTopic, TId> stores) : IClassFixture<Stores<TPaper, TTopic, TId>>
    where TPaper : class, IPaper<TPaper, TId>, new()
    where TTopic : class, ITopic<TId>, new()
    where TId : notnull
{
    private static int _cases;

    private Task RunAsync(DocumentTracking tracking, bool isTenanted, Func<Scene<TPaper, TTopic, TId>, Task> body) => RunAsync(tracking, isTenanted, false, body);

    private async Task RunAsync(DocumentTracking tracking, bool isTenanted, bool isSoftDeleted, Func<Scene<TPaper, TTopic, TId>, Task> body)
    {
        var tenant = isTenanted ? $"tenant{Interlocked.Increment(ref _cases)}" : null;
        Scene<TPaper, TTopic, TId> scene = new(stores.Of(isTenanted, isSoftDeleted), stores.Clock, tracking, tenant);
        await body(scene);
        if (scene.Neighbour is not null) await scene.Neighbour.AssertIsUntouchedAsync();
    }
}
