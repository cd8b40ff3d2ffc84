using JasperFx.Events;
using Marten;

namespace MartenFacts.Events.Model;

/// <summary>Streams named by texts.</summary>
internal sealed class KeyStreams<T> : IStreamCalls<T> where T : Tally
{
    private readonly string[] _names = [.. Enumerable.Range(0, Commands.Streams).Select(i => $"stream '{i}' {Guid.NewGuid()}")];

    public void Start(IDocumentSession session, int stream, object[] events) => session.Events.StartStream<T>(_names[stream], events);

    public void Append(IDocumentSession session, int stream, object[] events) => session.Events.Append(_names[stream], events);

    public void Append(IDocumentSession session, int stream, long version, object[] events) => session.Events.Append(_names[stream], version, events);

    public Task AppendOptimistic(IDocumentSession session, int stream, object[] events) => session.Events.AppendOptimistic(_names[stream], events);

    public Task AppendExclusive(IDocumentSession session, int stream, object[] events) => session.Events.AppendExclusive(_names[stream], events);

    public void Archive(IDocumentSession session, int stream) => session.Events.ArchiveStream(_names[stream]);

    public Task<IEventStream<T>> Fetch(IDocumentSession session, int stream) => session.Events.FetchForWriting<T>(_names[stream]);

    public Task<IEventStream<T>> Fetch(IDocumentSession session, int stream, long version) => session.Events.FetchForWriting<T>(_names[stream], version);

    public Task<IEventStream<T>> FetchExclusively(IDocumentSession session, int stream) => session.Events.FetchForExclusiveWriting<T>(_names[stream]);

    public Task<IReadOnlyList<IEvent>> Events(IQuerySession session, int stream, long version, DateTimeOffset? timestamp, long fromVersion) =>
        session.Events.FetchStreamAsync(_names[stream], version, timestamp, fromVersion);

    public Task<StreamState?> State(IQuerySession session, int stream) => session.Events.FetchStreamStateAsync(_names[stream]);

    public Task<T?> Aggregate(IQuerySession session, int stream, long version) => session.Events.AggregateStreamAsync<T>(_names[stream], version);

    public Task<T?> AggregateToLastKnown(IQuerySession session, int stream, long version) =>
        session.Events.AggregateStreamToLastKnownAsync<T>(_names[stream], version);

    public ValueTask<T?> FetchLatest(IDocumentSession session, int stream) => session.Events.FetchLatest<T>(_names[stream]);

    public ValueTask<T?> ProjectLatest(IDocumentSession session, int stream) => session.Events.ProjectLatest<T>(_names[stream]);

    public Task<T?> Load(IQuerySession session, int stream) => session.LoadAsync<T>(_names[stream]);
}
