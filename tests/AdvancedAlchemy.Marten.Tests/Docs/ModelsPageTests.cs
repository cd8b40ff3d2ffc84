using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/models.md.</summary>
public class ModelsPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_base_brings_an_id_before_the_save()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region save
        Invoice invoice = new() { Customer = "Ada" };
        var id = invoice.Id;                    // made when first read
        session.Store(invoice);
        await session.SaveChangesAsync();

        (await session.LoadAsync<Invoice>(id))!.Customer.ShouldBe("Ada");
        #endregion
    }

    [Fact]
    public async Task A_generator_of_ones_own_makes_the_ids()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Order order = new() { Total = 9.95m };
        session.Store(order);
        await session.SaveChangesAsync();

        order.Id.ShouldMatch("^O-[2-9A-HJ-NP-Z]{10}$");
        (await session.LoadAsync<Order>(order.Id))!.Total.ShouldBe(9.95m);
    }

    [Fact]
    public async Task A_strong_typed_id_is_stored_and_locked_like_any_other()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region strong
        Ticket ticket = new() { Seat = "12A" };
        session.Store(ticket);
        await session.SaveChangesAsync();

        var id = ticket.Id;
        var stored = await session.Query<Ticket>().SingleAsync(t => t.Id == id);
        #endregion

        (stored.Id, stored.Seat, stored.Version).ShouldBe((id, "12A", 1));
        await using (var other = store.LightweightSession())
        {
            other.Store(await other.Query<Ticket>().SingleAsync(t => t.Id == id));
            await other.SaveChangesAsync();
        }

        session.Store(stored);
        (await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync())).StoredRevision.ShouldBe(2);
    }

    [Fact]
    public async Task An_id_that_the_caller_assigns_is_kept()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region assigned
        session.Store(new Setting { Id = "theme", Value = "dark" });      // DefaultDocument: declare the id yourself
        session.Store(new Order { Id = "O-LEGACY-17", Total = 20 });      // any base: assign it before the save
        await session.SaveChangesAsync();
        #endregion

        (await session.LoadAsync<Setting>("theme"))!.Value.ShouldBe("dark");
        (await session.LoadAsync<Order>("O-LEGACY-17"))!.Total.ShouldBe(20);
    }

    [Fact]
    public async Task A_sequence_goes_on_above_what_was_imported()
    {
        var store = Store();

        #region floor
        await store.BulkInsertAsync([new Post { Id = 41_000, Title = "from the old system" }]);
        await store.Advanced.ResetHiloSequenceFloor<Post>(41_000);

        await using var session = store.LightweightSession();
        Post next = new() { Title = "new" };
        session.Store(next);
        next.Id.ShouldBeGreaterThan(41_000);
        #endregion
    }

    [Fact]
    public async Task Many_ids_come_in_one_round_trip()
    {
        var store = Store();
        await using var session = store.LightweightSession();

        #region reserve
        var users = Enumerable.Range(0, 10_000).Select(i => new IdentityUser { Username = $"user {i}" }).ToArray();
        await session.ReserveIdsAsync(users);

        users[0].Id.ShouldBe(1);
        users[^1].Id.ShouldBe(10_000);
        #endregion
    }
}
