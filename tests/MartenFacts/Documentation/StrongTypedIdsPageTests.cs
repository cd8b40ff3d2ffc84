using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Strong Typed Identifiers".</summary>
public class StrongTypedIdsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Documents_are_stored_loaded_and_queried_by_ids_of_types_of_their_own()
    {
        var store = Store();
        var invoice = new Invoice { Name = "one" };
        await SaveAsync(store, invoice, new Invoice { Name = "two" });
        await using var session = store.QuerySession();
        var id = invoice.Id!.Value;

        (await session.LoadAsync<Invoice>(id))!.Name.ShouldBe("one");
        (await session.Query<Invoice>().FirstOrDefaultAsync(x => x.Id == invoice.Id))!.Name.ShouldBe("one");
        (await session.Query<Invoice>().OrderBy(x => x.Id).CountAsync()).ShouldBe(2);
        (await session.Query<Invoice>().Where(x => x.Name == "one").Select(x => x.Id!.Value).SingleAsync()).ShouldBe(id);
        (await session.Query<Invoice>().Where(x => x.Id.IsOneOf(invoice.Id, new InvoiceId(Guid.NewGuid()))).SingleAsync()).Name.ShouldBe("one");
    }

    public readonly record struct InvoiceId(Guid Value);

    public class Invoice
    {
        public InvoiceId? Id { get; set; }

        public string Name { get; set; } = "";
    }
}
