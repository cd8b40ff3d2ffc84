using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;

namespace AdvancedAlchemy.Marten.Engine.Tests.Store;

public class CleaningTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class A
    {
        public Guid Id { get; set; }
    }

    public class B
    {
        public Guid Id { get; set; }
    }

    public class Seed
    {
        public Guid Id { get; set; }
    }

    private sealed class Seeding : IInitialData
    {
        public int Calls { get; private set; }

        public async Task Populate(IDocumentStore store, CancellationToken cancellation)
        {
            Calls++;
            await SaveAsync(store, new Seed());
        }
    }

    private Task<long> CountAsync(string type) => ScalarAsync<long>($"select count(*) from {Table("cleaningtests_" + type)}");

    [Fact]
    public async Task Documents_are_deleted_by_type_by_exception_and_all()
    {
        await using var store = Store();
        var seeding = new Seeding();
        store.Advanced.InitialDataCollection.Add(seeding);
        await SaveAsync<object>(store, new A(), new B());
        await store.Advanced.Clean.DeleteDocumentsByTypeAsync(typeof(A));
        (await CountAsync("a"), await CountAsync("b")).ShouldBe((0, 1));
        await SaveAsync(store, new A());
        await store.Advanced.Clean.DeleteDocumentsExceptAsync(typeof(A));
        (await CountAsync("a"), await CountAsync("b")).ShouldBe((1, 0));
        await SaveAsync(store, new B());
        await store.Advanced.Clean.DeleteAllDocumentsAsync();
        (await CountAsync("a"), await CountAsync("b")).ShouldBe((0, 0));
        await SaveAsync<object>(store, new A(), new Seed());
        await store.Advanced.ResetAllData();
        (await CountAsync("a"), await CountAsync("seed"), seeding.Calls).ShouldBe((0, 1, 1));
        await store.Advanced.Clean.CompletelyRemoveAsync(typeof(A));
        (await ScalarAsync<bool>($"select to_regclass('{Table("cleaningtests_a")}') is null")).ShouldBeTrue();
        await SaveAsync(store, new A());
        await store.Advanced.Clean.CompletelyRemoveAllAsync();
        (await store.Storage.Database.SchemaTables()).ShouldBeEmpty();
        (await store.Storage.Database.Functions()).ShouldBeEmpty();
        await SaveAsync(store, new A());
        (await store.Storage.Database.DocumentTables()).Select(t => t.Name).ShouldBe(["mt_doc_cleaningtests_a"]);
    }
}
