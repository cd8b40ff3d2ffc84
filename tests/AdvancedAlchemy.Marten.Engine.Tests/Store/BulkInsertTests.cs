using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Metadata;
using Marten;
using Marten.Schema;
using Weasel.Core;

namespace AdvancedAlchemy.Marten.Engine.Tests.Store;

public class BulkInsertTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }

        public DateTimeOffset When { get; set; }

        public List<long> Numbers { get; set; } = [];
    }

    public class Numbered
    {
        public long Id { get; set; }
    }

    public class Rev : IRevisioned
    {
        public Guid Id { get; set; }

        public int Version { get; set; }

        public string? Name { get; set; }
    }

    public class Ver : IVersioned
    {
        public Guid Id { get; set; }

        public Guid Version { get; set; }

        public string? Name { get; set; }
    }

    [MultiTenanted]
    [SoftDeleted]
    public class Tenanted
    {
        public Guid Id { get; set; }
    }

    private DocumentStore Wide() => Store(o => o.Schema.For<Doc>().Duplicate(x => x.Name).Duplicate(x => x.When).Duplicate(x => x.Numbers));

    [Fact]
    public async Task Documents_are_inserted_with_ids_and_columns()
    {
        await using var store = Wide();
        var documents = Enumerable.Range(0, 25)
            .Select(i => new Doc { Name = i % 2 == 0 ? null : "n'" + i, When = new DateTimeOffset(2020, 1, 1, 0, 0, i, TimeSpan.FromHours(2)), Numbers = [i] }).ToArray();
        await store.BulkInsertAsync(documents, BulkInsertMode.InsertsOnly, 7);
        documents.ShouldAllBe(d => d.Id != Guid.Empty);
        var loaded = (await LoadAsync<Doc>(store, documents[3].Id))!;
        (loaded.Name, loaded.When).ShouldBe((documents[3].Name, documents[3].When));
        (await ScalarAsync<string>($"select name from {Table("bulkinserttests_doc")} where id = '{documents[3].Id}'")).ShouldBe("n'3");
        (await ScalarAsync<long[]>($"select numbers from {Table("bulkinserttests_doc")} where id = '{documents[3].Id}'")).ShouldBe([3]);
        await using var session = store.QuerySession();
        (await session.MetadataForAsync(loaded))!.DotNetType.ShouldBe(typeof(Doc).FullName);
        var numbers = Enumerable.Range(0, 2500).Select(_ => new Numbered()).ToArray();
        await store.BulkInsertAsync(numbers);
        numbers.Select(n => n.Id).Distinct().Count().ShouldBe(2500);
        await store.BulkInsertAsync(Array.Empty<Doc>());
    }

    [Fact]
    public async Task A_failure_in_a_later_batch_leaves_nothing()
    {
        await using var store = Wide();
        var known = new Doc();
        await store.BulkInsertAsync([known]);
        var documents = Enumerable.Range(0, 20).Select(_ => new Doc()).Append(new Doc { Id = known.Id }).ToArray();
        await Should.ThrowAsync<Exception>(() => store.BulkInsertAsync(documents, BulkInsertMode.InsertsOnly, 5));
        (await LoadAsync<Doc>(store, documents[0].Id)).ShouldBeNull();
    }

    [Fact]
    public async Task Duplicates_are_ignored_or_overwritten()
    {
        await using var store = Wide();
        var known = new Doc { Name = "old" };
        await SaveAsync(store, known);
        await store.BulkInsertAsync([new Doc { Id = known.Id, Name = "ignored" }, new Doc { Name = "x" }], BulkInsertMode.IgnoreDuplicates);
        (await LoadAsync<Doc>(store, known.Id))!.Name.ShouldBe("old");
        await store.BulkInsertAsync([new Doc { Id = known.Id, Name = "first" }, new Doc { Id = known.Id, Name = "last" }], BulkInsertMode.OverwriteExisting);
        (await LoadAsync<Doc>(store, known.Id))!.Name.ShouldBe("last");
        (await ScalarAsync<string>($"select name from {Table("bulkinserttests_doc")} where id = '{known.Id}'")).ShouldBe("last");
    }

    [Fact]
    public async Task Numeric_revisions_begin_at_one_and_go_on()
    {
        await using var store = Store();
        var documents = Enumerable.Range(0, 3).Select(_ => new Rev()).ToArray();
        await store.BulkInsertAsync(documents);
        documents.ShouldAllBe(d => d.Version == 1);
        (await LoadAsync<Rev>(store, documents[0].Id))!.Version.ShouldBe(1);
        await store.BulkInsertAsync(documents, BulkInsertMode.OverwriteExisting);
        documents.ShouldAllBe(d => d.Version == 2);
        (await LoadAsync<Rev>(store, documents[0].Id))!.Version.ShouldBe(2);
        var stale = new Rev { Id = documents[0].Id, Version = 1, Name = "stale" };
        var current = new Rev { Id = documents[1].Id, Version = 2, Name = "current" };
        var added = new Rev { Name = "new" };
        await store.BulkInsertAsync([stale, current, added], BulkInsertMode.OverwriteIfVersionMatches);
        (await LoadAsync<Rev>(store, stale.Id))!.Name.ShouldBeNull();
        (await LoadAsync<Rev>(store, current.Id))!.Name.ShouldBe("current");
        (current.Version, added.Version).ShouldBe((3, 1));
    }

    [Fact]
    public async Task Guid_versions_are_checked_where_asked_for()
    {
        await using var store = Store();
        var document = new Ver { Name = "a" };
        await store.BulkInsertAsync([document]);
        document.Version.ShouldBe((await LoadAsync<Ver>(store, document.Id))!.Version);
        var stale = new Ver { Id = document.Id, Version = Guid.NewGuid(), Name = "stale" };
        await store.BulkInsertAsync([stale], BulkInsertMode.OverwriteIfVersionMatches);
        (await LoadAsync<Ver>(store, document.Id))!.Name.ShouldBe("a");
        document.Name = "b";
        var added = new Ver();
        await store.BulkInsertAsync([document, added], BulkInsertMode.OverwriteIfVersionMatches);
        (await LoadAsync<Ver>(store, document.Id))!.Name.ShouldBe("b");
        added.Version.ShouldNotBe(Guid.Empty);
        await SaveAsync(store, document, added);
    }

    [Fact]
    public async Task A_tenant_gets_its_own_rows()
    {
        await using var store = Store();
        var document = new Tenanted();
        await store.BulkInsertAsync("a", [document]);
        await store.BulkInsertAsync("b", [document], BulkInsertMode.OverwriteExisting);
        await using var session = store.QuerySession("b");
        (await session.CheckExistsAsync<Tenanted>(document.Id)).ShouldBeTrue();
        (await ScalarAsync<long>($"select count(*) from {Table("bulkinserttests_tenanted")}")).ShouldBe(2);
    }

    [Fact]
    public async Task Objects_of_several_types_go_to_their_tables()
    {
        await using var store = Wide();
        var doc = new Doc();
        var number = new Numbered();
        await store.BulkInsertDocumentsAsync([doc, number, new Doc()]);
        await store.BulkInsertAsync<object>([new Doc(), new Numbered()]);
        (await LoadAsync<Doc>(store, doc.Id)).ShouldNotBeNull();
        await using var session = store.QuerySession();
        (await session.CheckExistsAsync<Numbered>(number.Id)).ShouldBeTrue();
    }
}
