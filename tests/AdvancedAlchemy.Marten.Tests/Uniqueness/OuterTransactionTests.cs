using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class OuterTransactionTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task An_immediate_document_does_not_wait_for_the_lock_of_its_own_transaction_after_a_save()
    {
        var store = Store(o => o.Schema.For<Author>().UniqueIndex(x => x.Name), ConnectionString + ";Command Timeout=10");
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        await session.GetOrCreateAsync<Author>(x => x.Name == "one", () => new Author { Name = "one" });
        await session.SaveChangesAsync();

        var (_, created) = await session.GetOrCreateAsync<Author>(x => x.Name == "two", () => new Author { Name = "two" }, UniqueScope.Immediate);
        await session.SaveChangesAsync();
        await transaction.CommitAsync();

        created.ShouldBeTrue();
        await using var query = store.QuerySession();
        (await query.Query<Author>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task An_immediate_document_is_stored_at_once_also_after_an_earlier_save_of_the_session()
    {
        var store = Store(o => o.Schema.For<Author>().UniqueIndex(x => x.Name));
        await using var session = store.LightweightSession();
        await session.GetOrCreateAsync<Author>(x => x.Name == "one", () => new Author { Name = "one" });
        await session.SaveChangesAsync();
        await session.GetOrCreateAsync<Author>(x => x.Name == "two", () => new Author { Name = "two" }, UniqueScope.Immediate);

        await using var query = store.QuerySession();
        (await query.Query<Author>().CountAsync()).ShouldBe(2);
    }

    public class Author : UuidDocument
    {
        public string Name { get; set; } = "";
    }
}
