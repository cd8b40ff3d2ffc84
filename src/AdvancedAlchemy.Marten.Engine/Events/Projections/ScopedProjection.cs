using JasperFx.Events;
using JasperFx.Events.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace Marten.Engine.Events.Projections;

/// <summary>A projection that is built anew, with services of a scope of its own, for every page of events.</summary>
internal class ScopedProjection : ProjectionBase, IProjectionSource<IDocumentOperations, IQuerySession>, IRunnable
{
    private readonly ProjectionBase _model;
    private readonly IServiceProvider _services;
    private readonly Func<IServiceProvider, ProjectionBase> _build;

    /// <param name="model">One of them, which says what they are about.</param>
    /// <param name="services">The container.</param>
    /// <param name="build">Builds one in a scope.</param>
    internal ScopedProjection(ProjectionBase model, IServiceProvider services, Func<IServiceProvider, ProjectionBase> build)
    {
        (_model, _services, _build) = (model, services, build);
        (Name, Version, Lifecycle, StreamType, IncludeArchivedEvents) = (model.Name, model.Version, model.Lifecycle, model.StreamType, model.IncludeArchivedEvents);
        IncludedEventTypes.AddRange(model.IncludedEventTypes);
        replaceOptions(model.Options);
    }

    public override IEnumerable<Type> PublishedTypes() => _model.PublishedTypes();

    public override void AssembleAndAssertValidity() => _model.AssembleAndAssertValidity();

    public void AssertFits(StoreOptions options) => ((IRunnable)_model).AssertFits(options);

    public IProjectionRunner CreateRunner(DocumentStore store) => new Runner(this, store);

    /// <summary>Builds one for as long as something is done with it.</summary>
    internal async ValueTask<TResult> WithAsync<TResult>(Func<ProjectionBase, ValueTask<TResult>> work)
    {
        var scope = _services.CreateAsyncScope();
        await using (scope.ConfigureAwait(false)) return await work(_build(scope.ServiceProvider)).ConfigureAwait(false);
    }

    private sealed class Runner(ScopedProjection projection, DocumentStore store) : IProjectionRunner
    {
        private IProjectionRunner Model => field ??= ((IRunnable)projection._model).CreateRunner(store);

        public ProjectionBase Projection => projection;

        public bool IsAbout(Type eventType) => Model.IsAbout(eventType);

        public async Task ApplyAsync(DocumentSessionBase session, IReadOnlyList<IEvent> events, bool isInline, CancellationToken token) => await projection.WithAsync(async built =>
        {
            await ((IRunnable)built).CreateRunner(store).ApplyAsync(session, events, isInline, token).ConfigureAwait(false);
            return true;
        }).ConfigureAwait(false);
    }
}
