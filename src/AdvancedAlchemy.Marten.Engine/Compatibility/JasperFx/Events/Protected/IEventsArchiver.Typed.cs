namespace JasperFx.Events.Protected;

/// <summary>Keeps events that are about to be deleted somewhere else.</summary>
public interface IEventsArchiver<TOperations> : IEventsArchiver
{
    /// <param name="operations">What is queued here is saved together with the deletion.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="events">The events that one event takes the place of.</param>
    /// <param name="cancellation">Gives up; nothing is deleted then.</param>
    Task MaybeArchiveAsync<T>(TOperations operations, StreamCompactingRequest<T> request, IReadOnlyList<IEvent> events, CancellationToken cancellation) where T : class;
}
