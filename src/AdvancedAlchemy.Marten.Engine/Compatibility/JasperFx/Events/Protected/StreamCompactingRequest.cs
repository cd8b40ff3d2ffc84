namespace JasperFx.Events.Protected;

/// <summary>Which events of a stream one event is to take the place of.</summary>
public class StreamCompactingRequest<T> where T : class
{
    public StreamCompactingRequest(Guid? streamId) => StreamId = streamId;

    public StreamCompactingRequest(string? streamKey) => StreamKey = streamKey;

    public Guid? StreamId { get; }

    public string? StreamKey { get; }

    /// <summary>The last version; 0 for the one that the stream has.</summary>
    public long Version { get; set; }

    /// <summary>The last time.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The sequence of the last event, once it is known.</summary>
    public long Sequence { get; set; }

    public IEventsArchiver? Archiver { get; set; }

    public CancellationToken CancellationToken { get; set; }
}
