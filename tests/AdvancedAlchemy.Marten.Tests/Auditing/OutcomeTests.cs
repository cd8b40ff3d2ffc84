using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Auditing;

/// <summary>What becomes of <c>UpdatedAt</c>: the situations that were observed in Advanced Alchemy, each decided here.</summary>
public class OutcomeTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<DocumentTracking> Sessions => [DocumentTracking.None, DocumentTracking.IdentityOnly, DocumentTracking.DirtyTracking];

    private async Task<(DocumentStore Store, Report Report, DateTimeOffset Created)> StoredAsync(string name)
    {
        var store = Store(name: name);
        Report report = new() { Title = "title", Data = { ["k"] = 1 }, TagIds = [1] };
        await SaveAsync(store, report);
        var created = Clock.GetUtcNow();
        Clock.Advance(TimeSpan.FromMinutes(1));
        return (store, report, created);
    }

    [Fact] // assign an equal value; change and revert
    public async Task A_dirty_tracked_document_that_got_its_own_values_back_is_neither_written_nor_stamped()
    {
        var (store, report, created) = await StoredAsync(nameof(A_dirty_tracked_document_that_got_its_own_values_back_is_neither_written_nor_stamped));
        await using var session = store.DirtyTrackedSession();
        var read = (await session.LoadAsync<Report>(report.Id))!;
        var title = read.Title;
        read.Title = "changed";
        read.Title = title;
        read.TagIds.Add(2);
        read.TagIds.Remove(2);
        await session.SaveChangesAsync();
        (read.UpdatedAt, read.Version).ShouldBe((created, 1));
        (await ReadAsync(store, report.Id)).Version.ShouldBe(1);
    }

    [Theory] // an explicit Store is a write, whatever it writes
    [InlineData(DocumentTracking.None)]
    [InlineData(DocumentTracking.IdentityOnly)]
    public async Task A_document_that_is_stored_unchanged_is_stamped(DocumentTracking tracking)
    {
        var (store, report, created) = await StoredAsync($"unchanged{tracking}");
        await using var session = Open(store, tracking);
        var read = (await session.LoadAsync<Report>(report.Id))!;
        session.Store(read);
        await session.SaveChangesAsync();
        (read.CreatedAt, read.UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));
    }

    [Theory] // change one column; in-place mutation of JSON; append to a collection; a many-to-one
    [MemberData(nameof(Sessions))]
    public async Task Every_change_of_the_document_counts_nested_ones_and_lists_included(DocumentTracking tracking)
    {
        var (store, report, created) = await StoredAsync($"counts{tracking}");
        await using var session = Open(store, tracking);
        var read = (await session.LoadAsync<Report>(report.Id))!;
        Action[] changes = [() => read.Title = "other", () => read.Data["k"] = 2, () => read.TagIds.Add(2), () => read.Sections.Add(new Section { Lines = ["one"] }), () => read.Sections[0].Lines.Add("two"), () => read.EditorId = 7];
        foreach (var change in changes)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            change();
            if (tracking != DocumentTracking.DirtyTracking) session.Store(read);
            await session.SaveChangesAsync();
            (read.CreatedAt, read.UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));
            (await ReadAsync(store, report.Id)).UpdatedAt.ShouldBe(Clock.GetUtcNow());
        }

        (await ReadAsync(store, report.Id)).Sections[0].Lines.ShouldBe(["one", "two"]);
    }

    [Theory] // a different explicit value, with another change and alone; the same value; for one flush only
    [MemberData(nameof(Sessions))]
    public async Task An_assigned_UpdatedAt_is_kept_alone_with_a_change_and_if_equal_for_one_save(DocumentTracking tracking)
    {
        var (store, report, created) = await StoredAsync($"assigned{tracking}");
        await using var session = Open(store, tracking);
        var read = (await session.LoadAsync<Report>(report.Id))!;
        foreach (var (title, value) in new[] { ("a", created.AddDays(-1)), ("a", created.AddDays(-2)), ("b", created.AddDays(-2)) })
        {
            read.Title = title;
            read.UpdatedAt = value;
            if (tracking != DocumentTracking.DirtyTracking) session.Store(read);
            await session.SaveChangesAsync();
            (await ReadAsync(store, report.Id)).UpdatedAt.ShouldBe(value);
        }

        // two saves with changes move it twice
        for (var i = 0; i < 2; i++)
        {
            Clock.Advance(TimeSpan.FromMinutes(1));
            read.Title += "!";
            if (tracking != DocumentTracking.DirtyTracking) session.Store(read);
            await session.SaveChangesAsync();
            (await ReadAsync(store, report.Id)).UpdatedAt.ShouldBe(Clock.GetUtcNow());
        }
    }

    [Fact] // ORM-enabled bulk update; raw SQL
    public async Task A_stamped_patch_moves_it_and_SQL_of_ones_own_does_not()
    {
        var (store, report, created) = await StoredAsync(nameof(A_stamped_patch_moves_it_and_SQL_of_ones_own_does_not));
        await using var session = store.LightweightSession();
        session.QueueSqlCommand($"update {store.Options.DatabaseSchemaName}.mt_doc_outcometests_report set data = jsonb_set(data, array['Title'], '\"sql\"')");
        await session.SaveChangesAsync();
        var read = await ReadAsync(store, report.Id);
        (read.Title, read.UpdatedAt).ShouldBe(("sql", created));
        session.PatchAudited<Report>(r => r.Title == "sql").Set(r => r.Title, "patched");
        await session.SaveChangesAsync();
        read = await ReadAsync(store, report.Id);
        (read.Title, read.UpdatedAt).ShouldBe(("patched", Clock.GetUtcNow()));
    }

    [Fact] // plain Session without the listener; listener switched off
    public async Task A_store_without_the_layer_stamps_nothing_and_keeps_what_is_there()
    {
        var (store, report, created) = await StoredAsync(nameof(A_store_without_the_layer_stamps_nothing_and_keeps_what_is_there));
        await using var plain = DocumentStore.For(o =>
        {
            o.Connection(ConnectionString);
            o.DatabaseSchemaName = store.Options.DatabaseSchemaName;
        });
        await using var session = plain.LightweightSession();
        var read = (await session.LoadAsync<Report>(report.Id))!;
        read.Title = "plain";
        session.Store(read);
        await session.SaveChangesAsync();
        var after = await ReadAsync(store, report.Id);
        (after.Title, after.CreatedAt, after.UpdatedAt).ShouldBe(("plain", created, created));
    }

    [Fact] // a stale timestamp from a form
    public async Task A_document_made_from_a_form_carries_its_own_time_unless_the_mapping_leaves_it_out()
    {
        var (store, report, created) = await StoredAsync(nameof(A_document_made_from_a_form_carries_its_own_time_unless_the_mapping_leaves_it_out));
        await using var session = store.LightweightSession();
        var read = (await session.LoadAsync<Report>(report.Id))!;
        read.UpdatedAt = created.AddDays(-9);
        session.Store(read);
        await session.SaveChangesAsync();
        read.UpdatedAt.ShouldBe(created.AddDays(-9));

        // the default value is no time: it takes the assignment back
        read.UpdatedAt = default;
        session.Store(read);
        await session.SaveChangesAsync();
        (read.CreatedAt, read.UpdatedAt).ShouldBe((created, Clock.GetUtcNow()));
    }

    private static async Task SaveAsync(IDocumentStore store, Report report)
    {
        await using var session = store.LightweightSession();
        session.Store(report);
        await session.SaveChangesAsync();
    }

    private static async Task<Report> ReadAsync(IDocumentStore store, Guid id)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Report>(id))!;
    }

    public class Section
    {
        public List<string> Lines { get; set; } = [];
    }

    public class Report : UuidAuditDocument
    {
        public string Title { get; set; } = "";

        public long? EditorId { get; set; }

        public Dictionary<string, int> Data { get; set; } = [];

        public List<long> TagIds { get; set; } = [];

        public List<Section> Sections { get; set; } = [];
    }
}
