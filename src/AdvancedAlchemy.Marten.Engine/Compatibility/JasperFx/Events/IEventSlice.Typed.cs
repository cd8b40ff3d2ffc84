namespace JasperFx.Events;

/// <summary>The events of a page that concern one document, and what is to happen because of them.</summary>
public interface IEventSlice<T> : IEventSlice
{
    /// <summary>The state after the events; null if there is none.</summary>
    T? Snapshot { get; }

    /// <summary>Appends to the stream of the document.</summary>
    /// <exception cref="InvalidOperationException">The document's id is no name of a stream.</exception>
    void AppendEvent<TEvent>(TEvent @event) where TEvent : notnull;

    void AppendEvent<TEvent>(Guid streamId, TEvent @event) where TEvent : notnull;

    void AppendEvent<TEvent>(string streamKey, TEvent @event) where TEvent : notnull;

    /// <summary>Sends a message when the page is saved.</summary>
    void PublishMessage(object message);

    void PublishMessage(object message, MessageMetadata metadata) => PublishMessage(message);

    IEnumerable<IEvent> RaisedEvents();

    IEnumerable<object> PublishedMessages();

    IEnumerable<(object, MessageMetadata)> PublishedMessagesWithMetadata() => [];
}
