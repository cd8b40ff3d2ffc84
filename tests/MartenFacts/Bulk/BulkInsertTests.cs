using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Exceptions;
using Npgsql;
using Weasel.Core;

namespace MartenFacts.Bulk;

public class BulkInsertTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Theory]
    [InlineData(BulkInsertMode.InsertsOnly)]
    [InlineData(BulkInsertMode.OverwriteExisting)]
    [InlineData(BulkInsertMode.IgnoreDuplicates)]
    public async Task Documents_of_several_types_go_in_together(BulkInsertMode mode)
    {
        var store = Store();
        await store.BulkInsertDocumentsAsync([new Apple { Name = "a" }, new Pear { Name = "p" }, new Apple { Name = "b" }], mode);

        await using var session = store.QuerySession();
        (await session.Query<Apple>().CountAsync()).ShouldBe(2);
        (await session.Query<Pear>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_duplicate_in_the_last_type_leaves_nothing_of_the_first()
    {
        var store = Store(o => o.Schema.For<Pear>().UniqueIndex(p => p.Name));
        await SaveAsync(store, new Pear { Name = "taken" });

        var e = await Should.ThrowAsync<PostgresException>(() => store.BulkInsertDocumentsAsync([new Apple { Name = "a" }, new Pear { Name = "taken" }]));

        e.SqlState.ShouldBe("23505");
        await using var session = store.QuerySession();
        (await session.Query<Apple>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Without_the_default_tenant_a_tenanted_type_needs_a_tenant_on_every_way()
    {
        var store = Store(o =>
        {
            o.Advanced.DefaultTenantUsageEnabled = false;
            o.Schema.For<Apple>().MultiTenanted();
        });

        await Should.ThrowAsync<DefaultTenantUsageDisabledException>(() => store.BulkInsertAsync([new Apple()]));
        await Should.ThrowAsync<DefaultTenantUsageDisabledException>(() => store.BulkInsertDocumentsAsync([new Apple()]));
        await store.BulkInsertAsync("t", [new Apple { Name = "a" }]);
        await using var session = store.LightweightSession("t");
        Should.Throw<DefaultTenantUsageDisabledException>(() => session.ForTenant(""));
        (await session.Query<Apple>().CountAsync()).ShouldBe(1);
    }

    public class Apple
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    public class Pear
    {
        public long Id { get; set; }

        public string Name { get; set; } = "";
    }
}
