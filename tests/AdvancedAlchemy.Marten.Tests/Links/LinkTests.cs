using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Links;

public class LinkTests(PostgresFixture postgres) : PostgresTest(postgres)
{
    public class Label : BigIntDocument
    {
        public string Name { get; set; } = "";
    }

    public class Entry : UuidAuditDocument
    {
        public string Title { get; set; } = "";

        public List<long> LabelIds { get; set; } = [];
    }

    public class Country : NanoIdDocument;

    public class City : BigIntDocument
    {
        public List<string> CountryIds { get; set; } = [];
    }

    private DocumentStore Store(Action<StoreOptions>? more = null) => DocumentStore.For(o =>
    {
        o.Connection($"{ConnectionString};Timeout=300");
        o.CommandTimeout = 300;
        o.DatabaseSchemaName = Schema;
        o.UseAdvancedAlchemy();
        o.Schema.For<Entry>().LinksTo<Entry, Label>(e => e.LabelIds, OnDelete.Cascade);
        o.Schema.For<City>().LinksTo<City, Country>(c => c.CountryIds);
        more?.Invoke(o);
    });

    private static async Task<Label[]> LabelsAsync(IDocumentStore store, int count)
    {
        Label[] labels = [.. Enumerable.Range(0, count).Select(i => new Label { Name = "label " + i })];
        await using var session = store.LightweightSession();
        session.Store(labels);
        await session.SaveChangesAsync();
        return labels;
    }

    [Fact]
    public async Task A_list_loses_repeated_ids_when_it_is_saved()
    {
        await using var store = Store();
        var labels = await LabelsAsync(store, 2);
        await using var session = store.LightweightSession();
        var entry = new Entry { LabelIds = [labels[1].Id, labels[0].Id, labels[1].Id] };
        session.Store(entry);
        await session.SaveChangesAsync();

        entry.LabelIds.ShouldBe([labels[1].Id, labels[0].Id]);
        (await session.LoadAsync<Entry>(entry.Id))!.LabelIds.ShouldBe([labels[1].Id, labels[0].Id]);
    }

    [Fact]
    public async Task A_document_cannot_be_saved_with_the_id_of_one_that_is_not_stored()
    {
        await using var store = Store();
        var labels = await LabelsAsync(store, 1);
        await using var session = store.LightweightSession();
        var entry = new Entry { LabelIds = [labels[0].Id, 987654321] };
        session.Store(entry);

        var failure = await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());

        failure.Ids.ShouldBe([987654321L]);
        (failure.OwnerType, failure.TargetType, failure.Member).ShouldBe((typeof(Entry), typeof(Label), nameof(Entry.LabelIds)));
        (await session.LoadAsync<Entry>(entry.Id)).ShouldBeNull();

        entry.LabelIds.Detach(987654321);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Entry>(entry.Id))!.LabelIds.ShouldBe([labels[0].Id]);
    }

    [Fact]
    public async Task Targets_may_be_stored_in_the_same_unit_of_work()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var label = new Label { Name = "new" };
        session.Store(label);
        session.Store(new Entry { LabelIds = [label.Id] });
        await session.SaveChangesAsync();

        (await session.Query<Entry>().LinkedTo(e => e.LabelIds, label.Id).CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Deleting_a_target_takes_it_out_of_every_list_and_makes_other_copies_stale()
    {
        await using var store = Store();
        var labels = await LabelsAsync(store, 3);
        await using var session = store.LightweightSession();
        Entry[] entries = [new() { LabelIds = [labels[0].Id, labels[1].Id] }, new() { LabelIds = [labels[1].Id] }, new() { LabelIds = [labels[2].Id] }];
        session.Store(entries);
        await session.SaveChangesAsync();

        await using var other = store.LightweightSession();
        other.Delete(labels[1]);
        other.Delete<Label>(labels[0].Id);
        await other.SaveChangesAsync();

        var after = (await session.LoadManyAsync<Entry>(entries.Select(e => e.Id))).ToDictionary(e => e.Id);
        after[entries[0].Id].LabelIds.ShouldBeEmpty();
        after[entries[1].Id].LabelIds.ShouldBeEmpty();
        after[entries[2].Id].LabelIds.ShouldBe([labels[2].Id]);
        (after[entries[0].Id].Version, after[entries[2].Id].Version).ShouldBe((2, 1));
        entries[0].LabelIds = [];
        session.Update(entries[0]);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task A_target_that_is_linked_to_cannot_be_deleted_where_the_link_restricts()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        var (free, linked) = (new Country(), new Country());
        session.Store(free, linked);
        var city = new City { CountryIds = [linked.Id] };
        session.Store(city);
        await session.SaveChangesAsync();

        session.Delete(free);
        session.Delete(linked);
        var failure = await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync());
        failure.Ids.ShouldBe([linked.Id]);
        session.EjectAllPendingChanges();
        (await session.LoadManyAsync<Country>(free.Id, linked.Id)).Count.ShouldBe(2);

        session.Delete(city);
        session.Delete(linked);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Country>(linked.Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Both_directions_take_one_query_each()
    {
        await using var store = Store();
        var labels = await LabelsAsync(store, 4);
        await using var session = store.LightweightSession();
        Entry[] entries = [new() { Title = "a", LabelIds = [labels[2].Id, labels[0].Id] }, new() { Title = "b", LabelIds = [labels[0].Id] }, new() { Title = "c" }];
        session.Store(entries);
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        var back = await query.Query<Entry>().LinkedTo(e => e.LabelIds, labels[0].Id).Where(e => e.Title != "z").OrderBy(e => e.Title).ToListAsync();
        back.Select(e => e.Title).ShouldBe(["a", "b"]);
        var linked = await query.LoadLinkedAsync<Entry, Label>(entries, e => e.LabelIds);
        query.RequestCount.ShouldBe(2);
        linked[entries[0]].Select(l => l.Name).ShouldBe(["label 2", "label 0"]);
        linked[entries[1]].Select(l => l.Name).ShouldBe(["label 0"]);
        linked[entries[2]].ShouldBeEmpty();
    }

    [Fact]
    public async Task The_look_for_links_is_served_by_the_index()
    {
        await using var store = Store();
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var session = store.QuerySession();
        await using var command = session.Connection.CreateCommand();
        command.CommandText = $"set enable_seqscan = off; explain select d.data from {Schema}.mt_doc_linktests_entry as d where {LinkRegistry.Locators(typeof(Entry), nameof(Entry.LabelIds)).Single()} @> '[5]'::jsonb";
        await using var reader = await command.ExecuteReaderAsync();
        var plan = "";
        while (await reader.ReadAsync()) plan += reader.GetString(0) + "\n";
        plan.ShouldContain("mt_doc_linktests_entry_idx_label_ids");
    }

    [Fact]
    public async Task Racing_links_and_deletions_never_leave_a_dangling_id()
    {
        await using var store = Store(o => o.Schema.For<Entry>().DocumentAlias("racing_entry"));
        var labels = await LabelsAsync(store, 10);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(async () =>
        {
            await using var session = store.LightweightSession();
            if (i % 5 == 0)
            {
                session.Delete(labels[i / 5]);
                await session.SaveChangesAsync();
                return "deleted";
            }

            session.Store(new Entry { LabelIds = [labels[i % 10].Id, labels[(i + 3) % 10].Id] });
            try
            {
                await session.SaveChangesAsync();
                return "linked";
            }
            catch (MissingLinkTargetException)
            {
                return "refused";
            }
        })));

        outcomes.Count(o => o == "deleted").ShouldBe(10);
        await using var query = store.QuerySession();
        (await query.Query<Entry>().ToListAsync()).SelectMany(e => e.LabelIds).ShouldBeEmpty();
        (await query.Query<Entry>().CountAsync()).ShouldBe(outcomes.Count(o => o == "linked"));
    }

    [Fact]
    public async Task Tenants_neither_see_nor_block_each_others_links()
    {
        await using var store = Store(o =>
        {
            o.Schema.For<Entry>().DocumentAlias("tenant_entry");
            o.Schema.For<Label>().DocumentAlias("tenant_label");
            o.Policies.AllDocumentsAreMultiTenanted();
        });
        var label = new Label { Id = 7, Name = "seven" };
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new Label { Id = 7, Name = tenant });
            session.Store(new Entry { LabelIds = [7] });
            await session.SaveChangesAsync();
        }

        await using (var a = store.LightweightSession("a"))
        {
            a.Delete(label);
            await a.SaveChangesAsync();
            (await a.Query<Entry>().SingleAsync()).LabelIds.ShouldBeEmpty();
            a.Store(new Entry { LabelIds = [7] });
            await Should.ThrowAsync<MissingLinkTargetException>(() => a.SaveChangesAsync());
        }

        await using var b = store.QuerySession("b");
        (await b.Query<Entry>().SingleAsync()).LabelIds.ShouldBe([7]);
    }

    [Fact]
    public void Verbs_say_what_they_have_changed()
    {
        List<int> list = [1, 2, 3];

        list.Attach(3, 4, 4).Attached.ShouldBe([4]);
        list.Detach(2, 9).Detached.ShouldBe([2]);
        var sync = list.Sync(4, 5, 1);
        (sync.Attached.Single(), sync.Detached.Single()).ShouldBe((5, 3));
        list.ShouldBe([1, 4, 5]);
        list.Sync(1, 4, 5).Any.ShouldBeFalse();
        var toggle = list.Toggle(5, 6);
        (toggle.Attached.Single(), toggle.Detached.Single()).ShouldBe((6, 5));
    }
}
