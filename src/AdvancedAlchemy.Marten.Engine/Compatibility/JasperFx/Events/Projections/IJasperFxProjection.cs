namespace JasperFx.Events.Projections;

/// <summary>Does something of its own with every page of events.</summary>
public interface IJasperFxProjection<TOperations>
{
    /// <param name="operations">Queues writes that are saved together with the events, or with the progress on them.</param>
    /// <param name="events">The events of the save or of the page, in order, across streams.</param>
    /// <param name="cancellation">Cancels the save.</param>
    Task ApplyAsync(TOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation);
}
