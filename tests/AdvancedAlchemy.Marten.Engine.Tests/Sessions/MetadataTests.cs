using System.Diagnostics;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.Metadata;
using Marten.Metadata;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class MetadataTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Full
    {
        public Guid Id { get; set; }
    }

    public class Mapped
    {
        public Guid Id { get; set; }

        public string? User { get; set; }

        public string? Correlation { get; set; }

        public string? Causation { get; set; }

        public Dictionary<string, object>? Headers { get; set; }

        public DateTimeOffset Modified { get; set; }

        public DateTimeOffset Created { get; set; }

        public Guid Version { get; set; }
    }

    public class Tracked : ITracked
    {
        public Guid Id { get; set; }

        public string CorrelationId { get; set; } = null!;

        public string CausationId { get; set; } = null!;

        public string LastModifiedBy { get; set; } = null!;
    }

    public class Tenanted : ITenanted
    {
        public Guid Id { get; set; }

        public string? TenantId { get; set; }
    }

    public class Bare
    {
        public Guid Id { get; set; }
    }

    [Fact]
    public async Task All_columns_are_written_with_every_save()
    {
        await using var store = Store(o => o.Schema.For<Full>().Metadata(m =>
        {
            m.CreatedAt.Enabled = true;
            m.CorrelationId.Enabled = true;
            m.CausationId.Enabled = true;
            m.LastModifiedBy.Enabled = true;
            m.Headers.Enabled = true;
        }));
        await using var session = store.LightweightSession();
        session.CorrelationId = "corr'";
        session.CausationId = "caus\"";
        session.LastModifiedBy = "me\\";
        session.SetHeader("a", "b");
        session.GetHeader("a").ShouldBe("b");
        session.GetHeader("none").ShouldBeNull();
        var document = new Full();
        session.Store(document);
        await session.SaveChangesAsync();
        var metadata = (await session.MetadataForAsync(document))!;
        metadata.Id.ShouldBe(document.Id);
        metadata.CorrelationId.ShouldBe("corr'");
        metadata.CausationId.ShouldBe("caus\"");
        metadata.LastModifiedBy.ShouldBe("me\\");
        metadata.Headers!["a"].ToString().ShouldBe("b");
        metadata.CreatedAt.ShouldBe(metadata.LastModified);
        metadata.Deleted.ShouldBeFalse();
        await using var second = store.LightweightSession();
        second.Store(document);
        await second.SaveChangesAsync();
        var later = (await second.MetadataForAsync(document))!;
        later.CreatedAt.ShouldBe(metadata.CreatedAt);
        later.LastModified.ShouldBeGreaterThan(metadata.LastModified);
        later.LastModifiedBy.ShouldBeNull();
        later.Headers.ShouldBeNull();
    }

    [Fact]
    public async Task Mapped_members_are_set_on_saving_or_on_loading()
    {
        await using var store = Store(o => o.Schema.For<Mapped>().Metadata(m =>
        {
            m.LastModifiedBy.MapTo(x => x.User);
            m.CorrelationId.MapTo(x => x.Correlation);
            m.CausationId.MapTo(x => x.Causation);
            m.Headers.MapTo(x => x.Headers);
            m.LastModified.MapTo(x => x.Modified);
            m.CreatedAt.MapTo(x => x.Created);
            m.Version.MapTo(x => x.Version);
        }));
        await using var session = store.LightweightSession();
        (session.CorrelationId, session.CausationId, session.LastModifiedBy) = ("c1", "c2", "u");
        session.SetHeader("k", 1);
        var document = new Mapped { User = "nobody" };
        session.Store(document);
        await session.SaveChangesAsync();
        (document.Correlation, document.Causation, document.User).ShouldBe(("c1", "c2", "u"));
        document.Headers!["k"].ShouldBe(1);
        document.Version.ShouldNotBe(Guid.Empty);
        document.Modified.ShouldBe(default);
        document.Created.ShouldBe(default);
        await using var query = store.QuerySession();
        var loaded = (await query.LoadAsync<Mapped>(document.Id))!;
        (loaded.Correlation, loaded.Causation, loaded.User, loaded.Version).ShouldBe(("c1", "c2", "u", document.Version));
        loaded.Modified.ShouldNotBe(default);
        loaded.Created.ShouldBe(loaded.Modified);
        loaded.Headers!["k"].ToString().ShouldBe("1");
    }

    [Fact]
    public async Task Tracked_documents_are_told_at_the_save()
    {
        await using var store = Store();
        await using var session = store.LightweightSession();
        (session.CorrelationId, session.CausationId, session.LastModifiedBy) = ("c1", "c2", "u");
        var document = new Tracked();
        session.Store(document);
        document.LastModifiedBy.ShouldBeNull();
        await session.SaveChangesAsync();
        (document.CorrelationId, document.CausationId, document.LastModifiedBy).ShouldBe(("c1", "c2", "u"));
        (await LoadAsync<Tracked>(store, document.Id))!.LastModifiedBy.ShouldBe("u");
    }

    [Fact]
    public async Task Tenanted_documents_are_told_when_loaded()
    {
        await using var store = Store();
        await using var session = store.LightweightSession("t1");
        var document = new Tenanted();
        session.Store(document);
        await session.SaveChangesAsync();
        document.TenantId.ShouldBeNull();
        (await session.LoadAsync<Tenanted>(document.Id))!.TenantId.ShouldBe("t1");
    }

    [Fact]
    public async Task Informational_columns_can_be_left_out()
    {
        await using var store = Store(o => o.Schema.For<Bare>().Metadata(m => m.DisableInformationalFields()));
        var document = new Bare();
        await SaveAsync(store, document);
        await SaveAsync(store, document);
        (await ScalarAsync<long>($"select count(*) from information_schema.columns where table_schema = '{Schema}' and table_name = 'mt_doc_metadatatests_bare'"))
            .ShouldBe(2);
        await using var session = store.QuerySession();
        (await session.MetadataForAsync(document))!.DotNetType.ShouldBeNull();
    }

    [Fact]
    public void Correlation_comes_from_the_current_activity()
    {
        using var store = Store();
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).SetParentId(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom()).Start();
        using var session = store.LightweightSession();
        session.CorrelationId.ShouldBe(activity.RootId);
        session.CausationId.ShouldBe(activity.ParentId);
    }
}
