using JasperFx.Events;
using Marten;

namespace MartenFacts.Events.Model;

/// <summary>What can be done with the streams of a run, however they are named.</summary>
internal interface IStreamCalls<T> where T : Tally
{
    void Start(IDocumentSession session, int stream, object[] events);

    void Append(IDocumentSession session, int stream, object[] events);

    void Append(IDocumentSession session, int stream, long version, object[] events);

    Task AppendOptimistic(IDocumentSession session, int stream, object[] events);

    Task AppendExclusive(IDocumentSession session, int stream, object[] events);

    void Archive(IDocumentSession session, int stream);

    Task<IEventStream<T>> Fetch(IDocumentSession session, int stream);

    Task<IEventStream<T>> Fetch(IDocumentSession session, int stream, long version);

    Task<IEventStream<T>> FetchExclusively(IDocumentSession session, int stream);

    Task<IReadOnlyList<IEvent>> Events(IQuerySession session, int stream, long version, DateTimeOffset? timestamp, long fromVersion);

    Task<StreamState?> State(IQuerySession session, int stream);

    Task<T?> Aggregate(IQuerySession session, int stream, long version);

    Task<T?> AggregateToLastKnown(IQuerySession session, int stream, long version);

    ValueTask<T?> FetchLatest(IDocumentSession session, int stream);

    ValueTask<T?> ProjectLatest(IDocumentSession session, int stream);

    Task<T?> Load(IQuerySession session, int stream);
}
