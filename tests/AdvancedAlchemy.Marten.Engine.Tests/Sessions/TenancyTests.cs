using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using JasperFx.MultiTenancy;
using Marten.Exceptions;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Engine.Tests.Sessions;

public class TenancyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [MultiTenanted]
    public class Doc
    {
        public Guid Id { get; set; }

        public string? Name { get; set; }
    }

    public class Common
    {
        public Guid Id { get; set; }
    }

    [MultiTenanted]
    [UseOptimisticConcurrency]
    public class Checked
    {
        public Guid Id { get; set; }
    }

    public class ByPolicy
    {
        public Guid Id { get; set; }
    }

    [Fact]
    public async Task One_id_may_exist_in_several_tenants()
    {
        await using var store = Store();
        var id = Guid.NewGuid();
        foreach (var tenant in new[] { "a", "b'\"", "😀" })
        {
            await using var session = store.LightweightSession(tenant);
            session.TenantId.ShouldBe(tenant);
            session.Insert(new Doc { Id = id, Name = tenant });
            await session.SaveChangesAsync();
        }

        await using var a = store.LightweightSession("a");
        (await a.LoadAsync<Doc>(id))!.Name.ShouldBe("a");
        (await a.LoadManyAsync<Doc>(id)).Single().Name.ShouldBe("a");
        (await a.MetadataForAsync(new Doc { Id = id }))!.TenantId.ShouldBe("a");
        (await a.ForTenant("b'\"").LoadAsync<Doc>(id))!.Name.ShouldBe("b'\"");
        a.Delete<Doc>(id);
        await a.SaveChangesAsync();
        (await a.CheckExistsAsync<Doc>(id)).ShouldBeFalse();
        await using var b = store.QuerySession("😀");
        (await b.CheckExistsAsync<Doc>(id)).ShouldBeTrue();
        await using var none = store.QuerySession();
        none.TenantId.ShouldBe("*DEFAULT*");
        (await none.LoadAsync<Doc>(id)).ShouldBeNull();
    }

    [Fact]
    public async Task Another_tenants_document_is_neither_updated_nor_deleted()
    {
        await using var store = Store();
        await using var a = store.LightweightSession("a");
        var document = new Doc();
        a.Store(document);
        await a.SaveChangesAsync();
        await using var b = store.LightweightSession("b");
        b.Delete(document);
        await b.SaveChangesAsync();
        b.Update(document);
        await Should.ThrowAsync<NonExistentDocumentException>(() => b.SaveChangesAsync());
        (await a.CheckExistsAsync<Doc>(document.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Tenants_of_one_session_share_its_unit_of_work()
    {
        await using var store = Store();
        await using var session = store.IdentitySession("a");
        var id = Guid.NewGuid();
        var mine = new Doc { Id = id, Name = "mine" };
        var theirs = new Doc { Id = id, Name = "theirs" };
        session.Store(mine);
        var b = session.ForTenant("b");
        b.TenantId.ShouldBe("b");
        b.Parent.ShouldBe(session);
        b.Store(theirs);
        session.PendingChanges.Updates().ShouldBe([mine, theirs]);
        await session.SaveChangesAsync();
        (await session.LoadAsync<Doc>(id)).ShouldBeSameAs(mine);
        (await b.LoadAsync<Doc>(id)).ShouldBeSameAs(theirs);
        b.Delete<Doc>(id);
        await session.SaveChangesAsync();
        await using var query = store.QuerySession("a");
        (await query.LoadAsync<Doc>(id))!.Name.ShouldBe("mine");
        (await query.ForTenant("b").LoadAsync<Doc>(id)).ShouldBeNull();
    }

    [Fact]
    public async Task A_type_without_tenants_ignores_them()
    {
        await using var store = Store();
        var document = new Common();
        await SaveAsync(store, document);
        await using var session = store.QuerySession("a");
        (await session.CheckExistsAsync<Common>(document.Id)).ShouldBeTrue();
    }

    [Fact]
    public async Task Versions_are_remembered_per_tenant()
    {
        await using var store = Store();
        var id = Guid.NewGuid();
        await using var session = store.LightweightSession("a");
        session.Store(new Checked { Id = id });
        session.ForTenant("b").Store(new Checked { Id = id });
        await session.SaveChangesAsync();
        session.Store(new Checked { Id = id });
        session.ForTenant("b").Store(new Checked { Id = id });
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_policy_makes_all_types_tenanted()
    {
        await using var store = Store(o => o.Policies.AllDocumentsAreMultiTenanted());
        var document = new ByPolicy();
        await using var session = store.LightweightSession("a");
        session.Store(document);
        await session.SaveChangesAsync();
        await using var other = store.QuerySession("b");
        (await other.LoadAsync<ByPolicy>(document.Id)).ShouldBeNull();
        (await ScalarAsync<string>("select string_agg(a.attname, ',' order by k.n) from pg_constraint c, unnest(c.conkey) with ordinality k(attnum, n) "
            + "join pg_attribute a on a.attnum = k.attnum "
            + $"where c.conname = 'pkey_mt_doc_tenancytests_bypolicy_tenant_id_id' and a.attrelid = c.conrelid and c.connamespace = '{Schema}'::regnamespace"))
            .ShouldBe("tenant_id,id");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void No_tenant_is_the_default_tenant(string? tenant)
    {
        using var store = Store();
        using var session = store.LightweightSession(tenant!);
        session.TenantId.ShouldBe("*DEFAULT*");
    }

    [Fact]
    public void The_default_tenant_can_be_disabled()
    {
        using var store = Store(o => o.Advanced.DefaultTenantUsageEnabled = false);
        var e = Should.Throw<DefaultTenantUsageDisabledException>(() => store.LightweightSession());
        e.Message.ShouldBe("Default tenant *DEFAULT* usage is disabled. Ensure to create a session by explicitly passing a non-default tenant in the method arg or SessionOptions.");
        Should.Throw<DefaultTenantUsageDisabledException>(() => store.QuerySession());
        using var session = store.LightweightSession("a");
    }

    [Fact]
    public void Tenant_ids_can_be_lower_cased()
    {
        using var store = Store(o => o.TenantIdStyle = TenantIdStyle.ForceLowerCase);
        using var session = store.LightweightSession("ABC");
        session.TenantId.ShouldBe("abc");
        session.ForTenant("Other").TenantId.ShouldBe("other");
    }

    [Fact]
    public async Task All_data_of_a_tenant_can_be_deleted()
    {
        await using var store = Store();
        await using var session = store.LightweightSession("gone");
        session.Store(new Doc());
        session.ForTenant("kept").Store(new Doc { Name = "kept" });
        await session.SaveChangesAsync();
        await store.Advanced.DeleteAllTenantDataAsync("gone", default);
        (await ScalarAsync<long>($"select count(*) from {Table("tenancytests_doc")} where tenant_id = 'gone'")).ShouldBe(0);
        (await ScalarAsync<long>($"select count(*) from {Table("tenancytests_doc")} where tenant_id = 'kept'")).ShouldBe(1);
    }
}
