using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events.Projections;
using Marten;
using Marten.Patching;
using Marten.Services;

namespace MartenFacts.Anchors;

/// <summary>What the stamps and links of the layer stand on.</summary>
public class ListenerAnchors(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Dated
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";

        public DateTimeOffset Created { get; set; }

        public DateTimeOffset Modified { get; set; }
    }

    [Fact]
    public async Task P15_Mapped_times_are_one_write_behind_in_the_body()
    {
        var store = Store(o => o.Schema.For<Dated>().Metadata(m =>
        {
            m.CreatedAt.MapTo(d => d.Created);
            m.LastModified.MapTo(d => d.Modified);
        }));
        Dated dated = new();
        await SaveAsync(store, dated);
        (await ScalarAsync<string>($"select data ->> 'Created' from {Schema}.mt_doc_listeneranchors_dated")).ShouldStartWith("0001-01-01");
        (await ScalarAsync<string>($"select data ->> 'Modified' from {Schema}.mt_doc_listeneranchors_dated")).ShouldStartWith("0001-01-01");

        await using var session = store.LightweightSession();
        var read = (await session.LoadAsync<Dated>(dated.Id))!;
        read.Created.Year.ShouldBeGreaterThan(2000);
        read.Modified.Year.ShouldBeGreaterThan(2000);

        // the second write brings the first one's time into the body
        session.Store(read);
        await session.SaveChangesAsync();
        var modified = await ScalarAsync<DateTime>($"select mt_last_modified from {Schema}.mt_doc_listeneranchors_dated");
        var stored = await ScalarAsync<DateTime>($"select (data ->> 'Modified')::timestamptz from {Schema}.mt_doc_listeneranchors_dated");
        stored.Year.ShouldBeGreaterThan(2000);
        stored.ShouldBeLessThan(modified);
    }

    [Fact]
    public async Task P16_Bulk_inserts_call_no_listeners_and_patches_show_them_no_document()
    {
        Recorder recorder = new();
        var store = Store(o => o.Listeners.Add(recorder));
        Leaflet leaflet = new() { Name = "a" };
        await store.BulkInsertAsync([leaflet]);
        recorder.Log.ShouldBeEmpty();

        var (updates, operations) = (-1, -1);
        recorder.Before = s => (updates, operations) = (s.PendingChanges.Updates().Count(), s.PendingChanges.Operations().Count());
        await using var session = store.LightweightSession();
        session.Patch<Leaflet>(leaflet.Id).Set(l => l.Name, "b");
        await session.SaveChangesAsync();
        (updates, operations).ShouldBe((0, 1));
        (await ScalarAsync<int>($"select mt_version from {Schema}.mt_doc_leaflet")).ShouldBe(2);
    }

    [Theory]
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.DirtyTracking)]
    public async Task P17_What_a_listener_changes_in_pending_documents_is_saved(DocumentTracking tracking)
    {
        var plain = Store();
        Leaflet leaflet = new();
        await SaveAsync(plain, leaflet);
        Recorder recorder = new()
        {
            Before = s =>
            {
                foreach (var pending in s.PendingChanges.Updates().OfType<Leaflet>()) pending.Stamp = "stamped";
            },
        };
        var store = Store(o => o.Listeners.Add(recorder));
        await using var session = store.OpenSession(new SessionOptions { Tracking = tracking });
        var read = (await session.LoadAsync<Leaflet>(leaflet.Id))!;
        read.Name = "changed";
        if (tracking == DocumentTracking.None) session.Store(read);
        await session.SaveChangesAsync();

        (await ScalarAsync<string>($"select data ->> 'Stamp' from {Schema}.mt_doc_leaflet")).ShouldBe("stamped");
    }

    [Fact]
    public async Task P17_What_a_later_listener_queues_is_saved_and_was_not_seen_by_an_earlier_one()
    {
        Recorder stamps = new()
        {
            Before = s =>
            {
                foreach (var pending in s.PendingChanges.Inserts().OfType<Leaflet>()) pending.Stamp = "stamped";
            },
        };
        Recorder queues = new() { Before = s => s.Insert(new Leaflet { Name = "late" }) };
        var store = Store(o => o.Listeners.AddRange([stamps, queues]));
        await using var session = store.LightweightSession();
        session.Insert(new Leaflet { Name = "early" });
        await session.SaveChangesAsync();
        var stored = await session.Query<Leaflet>().OrderBy(l => l.Name).ToListAsync();
        stored.Select(l => (l.Name, l.Stamp)).ShouldBe([("early", "stamped"), ("late", stored[1].Stamp)]);
        stored[1].Stamp.ShouldNotBe("stamped");
    }

    [Fact]
    public async Task P18_An_untouched_document_of_a_dirty_session_is_neither_told_nor_written()
    {
        Recorder recorder = new();
        var store = Store(o => o.Listeners.Add(recorder));
        Leaflet leaflet = new();
        await SaveAsync(store, leaflet);
        await using var session = store.DirtyTrackedSession();
        await session.LoadAsync<Leaflet>(leaflet.Id);
        recorder.Log.Clear();
        await session.SaveChangesAsync();
        recorder.Log.ShouldBeEmpty();
        (await ScalarAsync<int>($"select mt_version from {Schema}.mt_doc_leaflet")).ShouldBe(1);
    }

    [Fact]
    public async Task P19_Loading_is_told_in_document_sessions_and_never_in_query_sessions()
    {
        Recorder recorder = new();
        var store = Store(o => o.Listeners.Add(recorder));
        Leaflet leaflet = new();
        await SaveAsync(store, leaflet);
        foreach (var tracking in new[] { DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking })
        {
            recorder.Log.Clear();
            await using var session = store.OpenSession(new SessionOptions { Tracking = tracking });
            await session.LoadAsync<Leaflet>(leaflet.Id);
            recorder.Log.ShouldBe(["loaded"]);
        }

        recorder.Log.Clear();
        await using var query = store.QuerySession();
        await query.LoadAsync<Leaflet>(leaflet.Id);
        await query.Query<Leaflet>().ToListAsync();
        recorder.Log.ShouldBeEmpty();
    }

    [Fact]
    public async Task P20_ApplyMetadata_sees_version_0_in_the_quick_append_mode()
    {
        TallyProjection projection = new();
        var store = Store(o => o.Projections.Add(projection, ProjectionLifecycle.Inline));
        await using var session = store.LightweightSession();
        var stream = session.Events.StartStream<Tally>(new Counted(1)).Id;
        await session.SaveChangesAsync();
        session.Events.Append(stream, new Counted(3));
        await session.SaveChangesAsync();
        projection.Versions.ShouldBe([1, 0]);
    }

    [Fact]
    public async Task P21_Lists_of_ids_are_included_and_searched_and_keep_the_ids_of_what_was_deleted()
    {
        var store = Store();
        Dated tag = new() { Name = "tag" };
        await SaveAsync(store, tag);
        await SaveAsync(store, new Leaflet { Name = "with", TagIds = [tag.Id] }, new Leaflet { Name = "without" });
        await using var session = store.LightweightSession();
        List<Dated> tags = [];
        (await session.Query<Leaflet>().Include(tags).On(l => l.TagIds).ToListAsync()).Count.ShouldBe(2);
        tags.Single().Id.ShouldBe(tag.Id);
        var id = tag.Id;
        (await session.Query<Leaflet>().Where(l => l.TagIds.Contains(id)).ToListAsync()).Single().Name.ShouldBe("with");

        session.Delete(tag);
        await session.SaveChangesAsync();
        (await session.Query<Leaflet>().SingleAsync(l => l.Name == "with")).TagIds.ShouldBe([tag.Id]);
    }
}
