using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;

namespace Marten.Subscriptions;

/// <summary>Is given all events in order, in the background.</summary>
public interface ISubscription
{
    /// <summary>Deals with a page of events. If it fails, it is called with the same events again after a pause.</summary>
    /// <param name="page">The events.</param>
    /// <param name="controller">To leave events out, or to give up.</param>
    /// <param name="operations">What is queued here is saved together with the progress.</param>
    /// <param name="cancellationToken">Cancelled when the daemon stops.</param>
    /// <returns>Who is to be told of the save; <see cref="NullChangeListener.Instance"/> for nobody.</returns>
    Task<IChangeListener> ProcessEventsAsync(EventRange page, ISubscriptionController controller, IDocumentOperations operations, CancellationToken cancellationToken);
}
