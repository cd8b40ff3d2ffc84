using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using MartenFacts.Events.Daemon;

namespace MartenFacts.Events.Bulk;

/// <summary>What tests of imports have in common.</summary>
public abstract class BulkTest(PostgresFixture postgres) : DaemonTest(postgres)
{
    protected static readonly DateTimeOffset Noon = new(2020, 2, 2, 12, 0, 0, TimeSpan.Zero);

    protected static StreamAction Stream(DocumentStore store, params object[] events) => StreamAction.Start(store.Events, Guid.NewGuid(), events);

    /// <summary>An event as another store has it.</summary>
    protected static IEvent Old<T>(Guid stream, T data, long sequence = 0, long version = 0) where T : notnull =>
        new Event<T>(data) { Id = Guid.NewGuid(), StreamId = stream, Sequence = sequence, Version = version, Timestamp = Noon };

    protected Task<long[]> SequencesAsync() => ScalarAsync<long[]>($"select coalesce(array_agg(seq_id order by seq_id), '{{}}') from {Schema}.mt_events where type <> 'tombstone'");

    protected async Task<(long Streams, long Events)> CountAsync() =>
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_streams where version > 0"), (await SequencesAsync()).Length);

    protected Task<long> MarkAsync() => ScalarAsync<long>($"select last_seq_id from {Schema}.mt_event_progression where name = 'HighWaterMark'");
}
