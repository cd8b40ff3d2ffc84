using AdvancedAlchemy.Marten.Testing;
using JasperFx.MultiTenancy;
using Marten;

namespace MartenFacts.Hardening;

public class CleaningTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Owner
    {
        public Guid Id { get; set; }
    }

    public class Task1
    {
        public Guid Id { get; set; }

        public Guid? OwnerId { get; set; }
    }

    public class Numbered
    {
        public int Id { get; set; }
    }

    private DocumentStore Referring(Action<StoreOptions>? more = null) => Store(o =>
    {
        o.Schema.For<Owner>();
        o.Schema.For<Task1>().ForeignKey<Owner>(t => t.OwnerId);
        more?.Invoke(o);
    });

    [Fact]
    public async Task Documents_that_are_to_stay_stay_also_where_they_refer_to_a_type_that_goes()
    {
        var store = Referring();
        await SaveAsync(store, new Owner());
        await SaveAsync(store, new Task1());
        await store.Advanced.Clean.DeleteDocumentsExceptAsync(CancellationToken.None, typeof(Task1));

        await using var query = store.QuerySession();
        (await query.Query<Owner>().CountAsync()).ShouldBe(0);
        (await query.Query<Task1>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Documents_of_another_type_stay_when_one_is_deleted()
    {
        var store = Referring();
        await SaveAsync(store, new Owner());
        await SaveAsync(store, new Task1());
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(Owner));

        await using var query = store.QuerySession();
        (await query.Query<Owner>().CountAsync()).ShouldBe(0);
        (await query.Query<Task1>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_data_of_a_tenant_goes_in_whatever_order_its_types_refer_to_each_other()
    {
        var store = Referring(o => o.Policies.AllDocumentsAreMultiTenanted());
        await using (var session = store.LightweightSession("a"))
        {
            var owner = new Owner();
            session.Store(owner);
            session.Store(new Task1 { OwnerId = owner.Id });
            await session.SaveChangesAsync();
        }

        await store.Advanced.DeleteAllTenantDataAsync("a", default);
        await using var query = store.QuerySession("a");
        (await query.Query<Owner>().CountAsync()).ShouldBe(0);
        (await query.Query<Task1>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Tenants_are_lower_cased_wherever_they_are_named()
    {
        var store = Store(o =>
        {
            o.Policies.AllDocumentsAreMultiTenanted();
            o.TenantIdStyle = TenantIdStyle.ForceLowerCase;
        });
        await store.BulkInsertAsync("ABC", [new Note()]);
        await using var query = store.QuerySession("abc");
        (await query.Query<Note>().CountAsync()).ShouldBe(1);
        await store.Advanced.DeleteAllTenantDataAsync("Abc", default);
        (await query.Query<Note>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Ids_do_not_repeat_after_everything_was_removed()
    {
        var store = Store(o => o.Schema.For<Numbered>().HiloSettings(new Weasel.Core.Sequences.HiloSettings { MaxLo = 5 }));
        await SaveAsync(store, new Numbered(), new Numbered());
        await store.Advanced.Clean.CompletelyRemoveAllAsync();
        for (var i = 0; i < 12; i++) await SaveAsync(store, new Numbered());

        await using var query = store.QuerySession();
        (await query.Query<Numbered>().CountAsync()).ShouldBe(12);
    }
}
