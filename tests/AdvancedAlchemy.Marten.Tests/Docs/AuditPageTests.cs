using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The code of docs/audit.md.</summary>
public class AuditPageTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_save_stamps_what_it_writes()
    {
        var clock = Clock;
        var store = Store();
        await using var session = store.LightweightSession();

        #region stamps
        Ledger ledger = new() { Balance = 100 };
        session.Store(ledger);
        await session.SaveChangesAsync();
        ledger.UpdatedAt.ShouldBe(ledger.CreatedAt);            // one reading of the clock

        clock.Advance(TimeSpan.FromHours(1));
        ledger.Balance = 90;
        session.Store(ledger);
        await session.SaveChangesAsync();
        ledger.UpdatedAt.ShouldBe(ledger.CreatedAt.AddHours(1));
        #endregion
    }

    [Fact]
    public async Task An_assigned_time_is_kept_for_one_save()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Ledger ledger = new();
        session.Store(ledger);
        await session.SaveChangesAsync();
        var then = Clock.GetUtcNow().AddYears(-1);

        #region override
        ledger.UpdatedAt = then;
        session.Store(ledger);
        await session.SaveChangesAsync();
        ledger.UpdatedAt.ShouldBe(then);

        session.Store(ledger);
        await session.SaveChangesAsync();
        ledger.UpdatedAt.ShouldBeGreaterThan(then);
        #endregion
    }

    [Fact]
    public async Task Users_are_the_sessions_else_the_accessors()
    {
        #region users
        var store = Store(o => o.UseAdvancedAlchemy(a => a.UserName = () => "nightly job"));
        await using var session = store.LightweightSession();
        Ledger ledger = new();
        session.Store(ledger);
        await session.SaveChangesAsync();

        session.LastModifiedBy = "ada";
        session.Store(ledger);
        await session.SaveChangesAsync();
        (ledger.CreatedBy, ledger.UpdatedBy).ShouldBe(("nightly job", "ada"));
        #endregion
    }

    [Fact]
    public async Task A_scope_saves_without_stamps()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Ledger ledger = new();
        session.Store(ledger);
        await session.SaveChangesAsync();
        var before = ledger.UpdatedAt;
        Clock.Advance(TimeSpan.FromHours(1));

        #region without
        using (session.WithoutStamps())
        {
            ledger.Balance = Math.Round(ledger.Balance, 2);
            session.Store(ledger);
            await session.SaveChangesAsync();
        }

        ledger.UpdatedAt.ShouldBe(before);
        #endregion
    }

    [Fact]
    public async Task Data_with_a_history_keeps_it()
    {
        var store = Store();
        DateTimeOffset founded = new(1999, 12, 31, 23, 59, 59, TimeSpan.Zero);

        #region history
        Ledger old = new() { Balance = 7, CreatedAt = founded, UpdatedAt = founded.AddYears(1), CreatedBy = "grace" };
        await store.BulkInsertAuditedAsync([old]);
        (old.CreatedAt, old.UpdatedAt, old.CreatedBy).ShouldBe((founded, founded.AddYears(1), "grace"));
        #endregion
    }

    [Fact]
    public async Task A_bulk_insert_is_stamped_on_request()
    {
        var store = Store();

        #region bulk
        var ledgers = Enumerable.Range(0, 1_000).Select(i => new Ledger { Balance = i }).ToArray();
        await store.BulkInsertAuditedAsync(ledgers);
        #endregion

        await using var query = store.QuerySession();
        var now = Clock.GetUtcNow();
        (await query.Query<Ledger>().CountAsync(l => l.CreatedAt == now && l.UpdatedAt == now)).ShouldBe(1_000);
    }

    [Fact]
    public async Task A_patch_is_stamped_on_request()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Ledger ledger = new() { Balance = 5 };
        session.Store(ledger);
        await session.SaveChangesAsync();
        Clock.Advance(TimeSpan.FromHours(1));

        #region patch
        session.LastModifiedBy = "ada";
        session.PatchAudited<Ledger>(ledger.Id).Set(l => l.Balance, 0);
        session.PatchAudited<Ledger>(l => l.Balance < 0).Set(l => l.Balance, 0);
        await session.SaveChangesAsync();
        #endregion

        var stored = (await session.LoadAsync<Ledger>(ledger.Id))!;
        (stored.Balance, stored.UpdatedBy, stored.UpdatedAt).ShouldBe((0, "ada", ledger.CreatedAt.AddHours(1)));
    }

    [Fact]
    public async Task Pages_in_order_of_change_can_have_an_index()
    {
        #region index
        var store = Store(o => o.UseAdvancedAlchemy(a => a.IndexStamps = true));
        await using var session = store.QuerySession();
        var latest = await session.Query<Ledger>().OrderByDescending(l => l.UpdatedAt).Take(20).ToListAsync();
        #endregion

        latest.ShouldBeEmpty();
        store.Storage.Database.ToDatabaseScript().ShouldContain("mt_doc_ledger_idx_updated_at");
    }
}
