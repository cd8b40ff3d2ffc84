using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using JasperFx.Metadata;
using Marten;
using Marten.Linq.LastModified;
using Marten.Schema;

namespace MartenFacts.Documentation;

/// <summary>The pages "Marten Metadata" and "Metadata Indexes".</summary>
public class MetadataTrackingPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Columns_are_turned_on_for_one_type_or_for_all()
    {
        foreach (var configure in new Action<StoreOptions>[]
        {
            o => o.Schema.For<User>().Metadata(m => m.CorrelationId.Enabled = m.CausationId.Enabled = m.Headers.Enabled = true),
            o => o.Policies.ForAllDocuments(m => m.Metadata.CorrelationId.Enabled = m.Metadata.CausationId.Enabled = m.Metadata.Headers.Enabled = true),
        })
        {
            var store = Store(configure);
            var user = new User { UserName = "somebody" };
            await using var session = store.LightweightSession();
            session.CorrelationId = "c1";
            session.CausationId = "c2";
            session.SetHeader("saga-id", "s1");
            session.Store(user);
            await session.SaveChangesAsync();

            var metadata = (await session.MetadataForAsync(user))!;
            (metadata.CorrelationId, metadata.CausationId).ShouldBe(("c1", "c2"));
            metadata.Headers!["saga-id"].ToString().ShouldBe("s1");
        }
    }

    [Fact]
    public async Task Tracked_documents_hold_who_and_what_changed_them()
    {
        var store = Store();
        await using (var session = store.LightweightSession())
        {
            (session.CorrelationId, session.CausationId, session.LastModifiedBy) = ("c1", "c2", "me");
            session.Store(new MyTrackedDoc());
            await session.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var read = await query.Query<MyTrackedDoc>().SingleAsync(x => x.CorrelationId == "c1");
        (read.CausationId, read.LastModifiedBy).ShouldBe(("c2", "me"));
    }

    [Fact]
    public async Task Versioned_documents_are_saved_once_for_each_version()
    {
        var store = Store();
        var document = new MyVersionedDoc();
        await SaveAsync(store, document);
        await using var session = store.LightweightSession();
        var old = new MyVersionedDoc { Id = document.Id, Version = Guid.NewGuid() };

        session.Store(old);

        await Should.ThrowAsync<ConcurrencyException>(session.SaveChangesAsync());
        document.Version.ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task Members_are_mapped_to_columns()
    {
        var store = Store(o => o.Schema.For<DocWithMetadata>().SoftDeleted().Metadata(m =>
        {
            m.Version.MapTo(x => x.Version);
            m.CausationId.MapTo(x => x.Causation);
            m.IsSoftDeleted.MapTo(x => x.IsDeleted);
        }));
        await using var session = store.LightweightSession();
        session.CausationId = "because";
        session.Store(new DocWithMetadata());
        await session.SaveChangesAsync();

        var read = await session.Query<DocWithMetadata>().SingleAsync(x => x.Causation == "because");
        (read.Version == Guid.Empty, read.IsDeleted).ShouldBe((false, false));
    }

    [Fact]
    public async Task A_store_may_do_without_metadata()
    {
        await using var session = await UsersAsync(o => o.Policies.DisableInformationalFields());

        (await NamesAsync(session.Query<User>().Where(x => x.LastName == "Miller"))).ShouldBe(["jeremy", "max"]);
        (await ScalarAsync<string>($"select string_agg(column_name, ',' order by ordinal_position) from information_schema.columns where table_schema = '{Schema}' and table_name = 'mt_doc_user'")).ShouldBe("id,data");
    }

    [Fact]
    public async Task Documents_are_found_that_were_modified_between_two_times()
    {
        await using var session = await UsersAsync();
        var (before, after) = (DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));

        (await session.Query<User>().Where(x => x.ModifiedSince(before)).Where(x => x.ModifiedBefore(after)).CountAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Columns_of_metadata_are_indexed()
    {
        var store = Store(o =>
        {
            o.Schema.For<User>().IndexLastModified();
            o.Schema.For<Issue>().SoftDeletedWithIndex();
        });
        await SaveAsync(store, Users);
        await SaveAsync(store, new Issue());
        await SaveAsync(store, new Customer());
        await SaveAsync(store, new Indexed());

        var indexes = (await IndexesAsync()).Values;
        indexes.Count(i => i.Contains("mt_last_modified", StringComparison.Ordinal)).ShouldBe(2);
        indexes.Count(i => i.Contains("WHERE mt_deleted", StringComparison.Ordinal)).ShouldBe(2);
    }

    public class MyTrackedDoc : ITracked
    {
        public Guid Id { get; set; }

        public string CorrelationId { get; set; } = "";

        public string CausationId { get; set; } = "";

        public string LastModifiedBy { get; set; } = "";
    }

    public class MyVersionedDoc : IVersioned
    {
        public Guid Id { get; set; }

        public Guid Version { get; set; }
    }

    public class DocWithMetadata
    {
        public Guid Id { get; set; }

        public Guid Version { get; set; }

        public string? Causation { get; set; }

        public bool IsDeleted { get; set; }
    }

    [IndexedLastModified]
    public class Customer
    {
        public Guid Id { get; set; }
    }

    [SoftDeleted(Indexed = true)]
    public class Indexed
    {
        public Guid Id;
    }
}
