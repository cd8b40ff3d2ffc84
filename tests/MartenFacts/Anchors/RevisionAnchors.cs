using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Events.Projections;
using Marten;
using Marten.Services;
using Weasel.Storage;

namespace MartenFacts.Anchors;

/// <summary>What the sentinel of the layer stands on.</summary>
public class RevisionAnchors(PostgresFixture postgres) : FactsTest(postgres)
{
    public enum Way
    {
        Store,
        Update,
        Dirty,
    }

    [Theory]
    [InlineData(Way.Store)]
    [InlineData(Way.Update)]
    [InlineData(Way.Dirty)]
    public async Task P01_A_stale_write_of_a_revisioned_document_is_a_lost_update(Way way)
    {
        var store = Store();
        var id = await StaleAsync(store, async session =>
        {
            var mine = (await session.LoadAsync<Leaflet>((await session.Query<Leaflet>().SingleAsync()).Id))!;
            return (mine, () =>
            {
                mine.Name = "stale";
                if (way == Way.Store) session.Store(mine);
                if (way == Way.Update) session.Update(mine);
            });
        }, way == Way.Dirty ? DocumentTracking.DirtyTracking : DocumentTracking.None);

        await using var query = store.QuerySession();
        var read = (await query.LoadAsync<Leaflet>(id))!;
        (read.Name, read.Version).ShouldBe(("stale", 3));
    }

    [Fact]
    public async Task P02_UpdateRevision_refuses_what_is_stale_and_can_be_repeated()
    {
        var store = Store();
        Leaflet leaflet = new();
        await SaveAsync(store, leaflet);
        await using var session = store.LightweightSession();
        var mine = (await session.LoadAsync<Leaflet>(leaflet.Id))!;
        for (var i = 2; i <= 4; i++)
        {
            session.UpdateRevision(mine, mine.Version + 1);
            await session.SaveChangesAsync();
            mine.Version.ShouldBe(i);
        }

        session.UpdateRevision(leaflet, leaflet.Version + 1);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
    }

    [Theory]
    [InlineData(Way.Store)]
    [InlineData(Way.Update)]
    [InlineData(Way.Dirty)]
    public async Task P03_A_listener_that_asks_for_the_next_revision_makes_writes_checked(Way way)
    {
        Recorder recorder = new() { Before = Check };
        var store = Store(o => o.Listeners.Add(recorder));

        await Should.ThrowAsync<ConcurrencyException>(() => StaleAsync(store, async session =>
        {
            var mine = await session.Query<Leaflet>().SingleAsync();
            return (mine, () =>
            {
                mine.Name = "stale";
                if (way == Way.Store) session.Store(mine);
                if (way == Way.Update) session.Update(mine);
            });
        }, way == Way.Dirty ? DocumentTracking.DirtyTracking : DocumentTracking.None));

        await using var again = store.LightweightSession();
        Leaflet twice = new();
        again.Store(twice);
        again.Store(twice);
        await again.SaveChangesAsync();
        twice.Version.ShouldBe(1);

        static void Check(IDocumentSession session)
        {
            foreach (var operation in session.PendingChanges.Operations())
            {
                if (operation is IDocumentStorageOperation { Document: Leaflet leaflet } and IRevisionedOperation revisioned) revisioned.Revision = leaflet.Version + 1;
            }
        }
    }

    [Fact]
    public async Task P04_Projected_documents_pass_the_listeners_with_revision_0_and_get_the_version_of_their_stream()
    {
        Projected seen = new();
        var store = Store(o =>
        {
            o.Projections.Snapshot<Tally>(SnapshotLifecycle.Inline);
            o.Listeners.Add(seen);
        });
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream<Tally>(new Counted(1), new Counted(2)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(stream, new Counted(3));
        await session.SaveChangesAsync();
        seen.Revisions.ShouldBe([0, 0]);
        var tally = (await session.LoadAsync<Tally>(stream))!;
        (tally.Sum, tally.Version).ShouldBe((6, 3));
    }

    private sealed class Projected : DocumentSessionListenerBase
    {
        public List<long> Revisions { get; } = [];

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            foreach (var operation in session.PendingChanges.Operations())
            {
                if (operation is IDocumentStorageOperation { Document: Tally } and IRevisionedOperation revisioned) Revisions.Add(revisioned.Revision);
            }

            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task P05_UpdateRevision_brings_back_what_was_deleted_and_a_stale_deletion_is_accepted()
    {
        var store = Store();
        Leaflet leaflet = new() { Name = "first" };
        await SaveAsync(store, leaflet);
        await using var session = store.LightweightSession();
        var stale = (await session.LoadAsync<Leaflet>(leaflet.Id))!;
        await SaveAsync(store, leaflet);
        session.Delete(stale);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Leaflet>(leaflet.Id)).ShouldBeNull();

        session.UpdateRevision(leaflet, leaflet.Version + 1);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Leaflet>(leaflet.Id)).ShouldNotBeNull();
    }

    // one session reads, another changes, the first saves
    private static async Task<Guid> StaleAsync(DocumentStore store, Func<IDocumentSession, Task<(Leaflet, Action)>> read, DocumentTracking tracking)
    {
        Leaflet leaflet = new() { Name = "first" };
        await SaveAsync(store, leaflet);
        await using var session = store.OpenSession(new SessionOptions { Tracking = tracking });
        var (_, write) = await read(session);
        leaflet.Name = "second";
        await SaveAsync(store, leaflet);
        write();
        await session.SaveChangesAsync();
        return leaflet.Id;
    }
}
