using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events;
using MartenFacts.Events.Daemon;
using MartenFacts.Events.Projections;
using Balance = MartenFacts.Events.Projections.Balance;

namespace MartenFacts.Events;

/// <summary>Whatever is the first thing that anybody does in an empty database makes the tables that it wants.</summary>
public class FirstUseTests(PostgresFixture postgres) : DaemonTest(postgres)
{
    private static readonly Guid Nobody = Guid.NewGuid();

    private static readonly Dictionary<string, Action<IDocumentSession>> Saves = new()
    {
        ["a stream is archived"] = s => s.Events.ArchiveStream(Nobody),
        ["an event is overwritten"] = s => s.Events.OverwriteEvent(new Event<Opened>(new Opened("ada")) { Id = Guid.NewGuid(), Sequence = 1 }),
        ["an event is replaced"] = s => s.Events.CompletelyReplaceEvent(1, new Opened("ada")),
        ["an event is appended"] = s => s.Events.Append(Guid.NewGuid(), new Opened("ada")),
        ["a stream is started"] = s => s.Events.StartStream(new Opened("ada")),
        ["an event is appended for another tenant"] = s => s.ForTenant("b").Events.Append(Guid.NewGuid(), new Opened("ada")),
    };

    private static readonly Dictionary<string, Func<IDocumentSession, Task>> Reads = new()
    {
        ["FetchStreamAsync"] = async s => (await s.Events.FetchStreamAsync(Nobody)).ShouldBeEmpty(),
        ["FetchStreamStateAsync"] = async s => (await s.Events.FetchStreamStateAsync(Nobody)).ShouldBeNull(),
        ["LoadAsync"] = async s => (await s.Events.LoadAsync(Nobody)).ShouldBeNull(),
        ["AggregateStreamAsync"] = async s => (await s.Events.AggregateStreamAsync<Ledger>(Nobody)).ShouldBeNull(),
        ["AggregateStreamToLastKnownAsync"] = async s => (await s.Events.AggregateStreamToLastKnownAsync<Ledger>(Nobody)).ShouldBeNull(),
        ["FetchForWriting"] = async s => (await s.Events.FetchForWriting<Balance>(Nobody)).Aggregate.ShouldBeNull(),
        ["FetchForWriting of a version"] = async s => (await s.Events.FetchForWriting<Balance>(Nobody, 0)).Aggregate.ShouldBeNull(),
        ["FetchForWriting of what is aggregated live"] = async s => (await s.Events.FetchForWriting<Ledger>(Nobody)).Aggregate.ShouldBeNull(),
        ["FetchForExclusiveWriting"] = async s => (await s.Events.FetchForExclusiveWriting<Balance>(Nobody)).Aggregate.ShouldBeNull(),
        ["FetchLatest"] = async s => (await s.Events.FetchLatest<Balance>(Nobody)).ShouldBeNull(),
        ["FetchLatest of what is aggregated live"] = async s => (await s.Events.FetchLatest<Ledger>(Nobody)).ShouldBeNull(),
        ["FetchLatest of what is projected in the background"] = async s => (await s.Events.FetchLatest<Revised>(Nobody)).ShouldBeNull(),
        ["ProjectLatest"] = async s => (await s.Events.ProjectLatest<Balance>(Nobody)).ShouldBeNull(),
        ["StreamLatestJson"] = async s => (await s.Events.StreamLatestJson<Balance>(Nobody, new MemoryStream())).ShouldBeFalse(),
        ["QueryAllRawEvents"] = async s => (await s.Events.QueryAllRawEvents().ToListAsync()).ShouldBeEmpty(),
        ["QueryRawEventDataOnly"] = async s => (await s.Events.QueryRawEventDataOnly<Opened>().CountAsync()).ShouldBe(0),
        ["WriteToAggregate"] = s => s.Events.WriteToAggregate<Balance>(Nobody, stream => stream.AppendOne(new Opened("ada"))),
        ["AppendOptimistic"] = s => Should.ThrowAsync<Marten.Exceptions.NonExistentStreamException>(() => s.Events.AppendOptimistic(Nobody, new Opened("ada"))),
        ["AppendExclusive"] = s => Should.ThrowAsync<Marten.Exceptions.NonExistentStreamException>(() => s.Events.AppendExclusive(Nobody, new Opened("ada"))),
        ["CompactStreamAsync"] = s => s.Events.CompactStreamAsync<Balance>(Nobody),
        ["a batch"] = async s =>
        {
            var batch = s.CreateBatchQuery();
            var (stream, state, writing) = (batch.Events.FetchStream(Nobody), batch.Events.FetchStreamState(Nobody), batch.Events.FetchForWriting<Balance>(Nobody));
            await batch.Execute();
            (await stream).ShouldBeEmpty();
            (await state).ShouldBeNull();
            (await writing).Aggregate.ShouldBeNull();
        },
    };

    private static readonly Dictionary<string, Func<IDocumentStore, Task>> Administration = new()
    {
        ["FetchEventStoreStatistics"] = async s => (await s.Advanced.FetchEventStoreStatistics()).EventCount.ShouldBe(0),
        ["AllProjectionProgress"] = async s => (await s.Advanced.AllProjectionProgress()).ShouldBeEmpty(),
        ["ProjectionProgressFor"] = async s => (await s.Advanced.ProjectionProgressFor(new ShardName("Revised"))).ShouldBe(0),
        ["RebuildSingleStreamAsync"] = s => s.Advanced.RebuildSingleStreamAsync<Balance>(Nobody),
        ["DeleteAllEventDataAsync"] = s => s.Advanced.Clean.DeleteAllEventDataAsync(),
        ["DeleteSingleEventStreamAsync"] = s => s.Advanced.Clean.DeleteSingleEventStreamAsync(Nobody),
        ["ResetAllData"] = s => s.Advanced.ResetAllData(),
        ["WaitForNonStaleProjectionDataAsync"] = async s =>
        {
            using var daemon = await s.BuildProjectionDaemonAsync();
            await daemon.StartAllAsync();
            await s.WaitForNonStaleProjectionDataAsync(Patience);
            await daemon.StopAllAsync();
        },
        ["CatchUpAsync"] = async s =>
        {
            using var daemon = await s.BuildProjectionDaemonAsync();
            await daemon.CatchUpAsync(CancellationToken.None);
        },
        ["a rebuild"] = async s =>
        {
            using var daemon = await s.BuildProjectionDaemonAsync();
            await daemon.RebuildProjectionAsync<Revised>(CancellationToken.None);
        },
        ["a rebuild of what is projected inline"] = async s =>
        {
            using var daemon = await s.BuildProjectionDaemonAsync();
            await daemon.RebuildProjectionAsync<Balance>(CancellationToken.None);
        },
        ["a bulk import"] = s => s.BulkInsertEventsAsync([StreamAction.Start(Guid.NewGuid(), new Event<Opened>(new Opened("ada")))]),
    };

    private static TheoryData<string, EventAppendMode> Of(IEnumerable<string> names) =>
        [.. names.SelectMany(n => new[] { EventAppendMode.Quick, EventAppendMode.Rich }, (n, m) => new TheoryDataRow<string, EventAppendMode>(n, m))];

    public static TheoryData<string, EventAppendMode> SaveNames => Of(Saves.Keys);

    public static TheoryData<string, EventAppendMode> ReadNames => Of(Reads.Keys);

    public static TheoryData<string, EventAppendMode> AdministrationNames => Of(Administration.Keys);

    private DocumentStore Empty(EventAppendMode mode) => AsyncStore(o =>
    {
        o.Projections.Snapshot<Balance>(SnapshotLifecycle.Inline);
        o.Projections.Snapshot<Revised>(SnapshotLifecycle.Async);
        o.Projections.LiveStreamAggregation<Ledger>();
        if (mode == EventAppendMode.Quick) return;
        o.Events.TenancyStyle = TenancyStyle.Conjoined;
        o.Policies.AllDocumentsAreMultiTenanted();
    }, mode);

    [Theory, MemberData(nameof(SaveNames))]
    public async Task A_save_is_the_first_of_all(string what, EventAppendMode mode)
    {
        await using var session = Empty(mode).LightweightSession();
        Saves[what](session);
        await session.SaveChangesAsync();
    }

    [Theory, MemberData(nameof(ReadNames))]
    public async Task A_session_has_asked_before_anything_was_saved(string what, EventAppendMode mode)
    {
        await using var session = Empty(mode).LightweightSession();
        await Reads[what](session);
        await session.SaveChangesAsync();
    }

    [Theory, MemberData(nameof(AdministrationNames))]
    public async Task A_store_is_looked_after_before_anything_was_saved(string what, EventAppendMode mode) => await Administration[what](Empty(mode));
}
