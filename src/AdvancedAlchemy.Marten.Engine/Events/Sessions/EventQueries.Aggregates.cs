using Marten.Engine.Events.Fetching;
using JasperFx.Events;
using Marten.Engine.Events.Aggregation;

namespace Marten.Engine.Events;

internal partial class EventQueries
{
    public Task<T?> AggregateStreamAsync<T>(
        Guid streamId, long version = 0, DateTimeOffset? timestamp = null, T? state = null, long fromVersion = 0, CancellationToken token = default) where T : class =>
        AggregateAsync(Named(streamId), version, timestamp, state, fromVersion, token);

    public Task<T?> AggregateStreamAsync<T>(
        string streamKey, long version = 0, DateTimeOffset? timestamp = null, T? state = null, long fromVersion = 0, CancellationToken token = default) where T : class =>
        AggregateAsync(Named(streamKey), version, timestamp, state, fromVersion, token);

    public Task<T?> AggregateStreamToLastKnownAsync<T>(Guid streamId, long version = 0, DateTimeOffset? timestamp = null, CancellationToken token = default)
        where T : class => AggregateToLastKnownAsync<T>(Named(streamId), version, timestamp, token);

    public Task<T?> AggregateStreamToLastKnownAsync<T>(string streamKey, long version = 0, DateTimeOffset? timestamp = null, CancellationToken token = default)
        where T : class => AggregateToLastKnownAsync<T>(Named(streamKey), version, timestamp, token);

    private protected Aggregator<T> AggregatorOf<T>() => Session.Core.Store.Projections.AggregatorOf<T>();

    /// <summary>What reads a stream's state, to look at it.</summary>
    internal StateReader<T> Reader<T>() where T : class => new(Session, Storage, AggregatorOf<T>(), isTracked: false);

    private protected async ValueTask<T?> LatestAsync<T>(object stream, CancellationToken token) where T : class =>
        (await Reader<T>().ReadAsync(stream, token).ConfigureAwait(false)).Aggregate;

    private async Task<T?> AggregateAsync<T>(object stream, long version, DateTimeOffset? timestamp, T? state, long fromVersion, CancellationToken token) where T : class
    {
        var aggregator = AggregatorOf<T>();
        var events = await FetchAppliedAsync(stream, version, timestamp, fromVersion, aggregator.Needs, token).ConfigureAwait(false);
        return await IsBeyondAsync(stream, events, version, token).ConfigureAwait(false) ? null : await aggregator.BuildAsync(Session, state, stream, events, token).ConfigureAwait(false);
    }

    private async Task<T?> AggregateToLastKnownAsync<T>(object stream, long version, DateTimeOffset? timestamp, CancellationToken token) where T : class
    {
        var aggregator = AggregatorOf<T>();
        var events = await FetchAppliedAsync(stream, version, timestamp, 0, aggregator.Needs, token).ConfigureAwait(false);
        if (await IsBeyondAsync(stream, events, version, token).ConfigureAwait(false)) return null;
        while (events.Count > 0)
        {
            if (await aggregator.BuildAsync(Session, null, stream, events, token).ConfigureAwait(false) is { } known) return known;

            // Read anew: handlers may have changed what the events hold, such as the state of a compacted stream.
            var before = events[^1].Version - 1;
            if (before < 1) return null;
            events = await FetchAppliedAsync(stream, before, timestamp, 0, aggregator.Needs, token).ConfigureAwait(false);
        }

        return null;
    }

    // A version that the stream does not have yet has no state.
    private async ValueTask<bool> IsBeyondAsync(object stream, List<IEvent> events, long version, CancellationToken token)
    {
        if (version <= 0 || (events.Count > 0 && events[^1].Version >= version)) return false;
        if (!Storage.Statements.HasSkipped) return true;

        // The last events may be there, and skipped.
        return await StateAsync(stream, token).ConfigureAwait(false) is not { } state || state.Version < version;
    }
}
