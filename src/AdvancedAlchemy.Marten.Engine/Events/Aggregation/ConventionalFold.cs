using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;

namespace Marten.Engine.Events.Aggregation;

/// <summary>Applies events to a state by the handlers of the aggregate and its projection.</summary>
internal static class ConventionalFold
{
    /// <exception cref="ApplyEventException">A handler failed.</exception>
    internal static async ValueTask<Folded<T>> RunAsync<T, TId>(
        AggregateHandlers<T> handlers, T? state, TId id, IIdentitySetter<T, TId> identities, IReadOnlyList<IEvent> events, object session, CancellationToken token)
        where T : notnull
    {
        var isTouched = false;
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            if (handlers.For(e.EventType) is not { } step) continue;
            try
            {
                if (state is null && step.Create is { } create)
                {
                    state = await create(default, e, session, token).ConfigureAwait(false);
                    if (state is not null) identities.SetIdentity(state, id);
                    isTouched = true;
                    continue;
                }

                if (step.Deletions.Length > 0 && await step.DeletesAsync(state, e, session, token).ConfigureAwait(false))
                {
                    state = default;
                    isTouched = true;
                    continue;
                }

                if (step.Apply is not { } apply) continue;
                if (state is null)
                {
                    state = handlers.Blank();
                    identities.SetIdentity(state, id);
                }

                state = await apply(state, e, session, token).ConfigureAwait(false);
                isTouched = true;
            }
            catch (Exception failure) when (IsHandlers(failure, token))
            {
                throw new ApplyEventException(e, failure);
            }
        }

        return new Folded<T>(state, isTouched);
    }

    /// <summary>Whether a failure is one of the handler, and not that the caller has given up.</summary>
    internal static bool IsHandlers(Exception failure, CancellationToken token) =>
        failure is not (ApplyEventException or JasperFx.Events.Projections.InvalidProjectionException)
        && !(failure is OperationCanceledException && token.IsCancellationRequested);
}
