namespace JasperFx.Events;

/// <summary>Queues events for the next save.</summary>
public interface IEventOperations
{
    /// <summary>Appends to a stream, which begins with it if it does not exist.</summary>
    StreamAction Append(Guid stream, IEnumerable<object> events);

    StreamAction Append(Guid stream, params object[] events);

    StreamAction Append(string stream, IEnumerable<object> events);

    StreamAction Append(string stream, params object[] events);

    /// <summary>Appends to a stream that has to be at a version.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="expectedVersion">The version of the stream after the events are appended.</param>
    /// <param name="events">The events.</param>
    StreamAction Append(Guid stream, long expectedVersion, params object[] events);

    StreamAction Append(string stream, long expectedVersion, IEnumerable<object> events);

    StreamAction Append(string stream, long expectedVersion, params object[] events);

    /// <summary>Begins a stream; the save fails if it exists.</summary>
    StreamAction StartStream<TAggregate>(Guid id, params object[] events) where TAggregate : class;

    StreamAction StartStream(Type aggregateType, Guid id, IEnumerable<object> events);

    StreamAction StartStream(Type aggregateType, Guid id, params object[] events);

    StreamAction StartStream<TAggregate>(string streamKey, IEnumerable<object> events) where TAggregate : class;

    StreamAction StartStream<TAggregate>(string streamKey, params object[] events) where TAggregate : class;

    StreamAction StartStream(Type aggregateType, string streamKey, IEnumerable<object> events);

    StreamAction StartStream(Type aggregateType, string streamKey, params object[] events);

    StreamAction StartStream(Guid id, IEnumerable<object> events);

    StreamAction StartStream(Guid id, params object[] events);

    StreamAction StartStream(string streamKey, IEnumerable<object> events);

    StreamAction StartStream(string streamKey, params object[] events);

    StreamAction StartStream<TAggregate>(IEnumerable<object> events) where TAggregate : class;

    StreamAction StartStream<TAggregate>(params object[] events) where TAggregate : class;

    StreamAction StartStream(Type aggregateType, IEnumerable<object> events);

    StreamAction StartStream(Type aggregateType, params object[] events);

    StreamAction StartStream(IEnumerable<object> events);

    StreamAction StartStream(params object[] events);
}
