using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Npgsql;

namespace MartenFacts.Anchors;

/// <summary>What get-or-create and slugs of the layer stand on.</summary>
public class InsertAnchors(PostgresFixture postgres) : FactsTest(postgres)
{
    private DocumentStore Unique(bool isSoftDeleted = false) => Store(o =>
    {
        var mapping = o.Schema.For<Leaflet>().UniqueIndex(l => l.Name);
        if (isSoftDeleted) mapping.SoftDeleted();
    });

    [Fact]
    public async Task P06_A_unique_index_names_its_constraint_and_the_primary_key_does_not()
    {
        var store = Unique();
        Leaflet first = new() { Name = "a" };
        await SaveAsync(store, first);

        var byStore = await RefusedAsync(store, s => s.Store(new Leaflet { Name = "a" }));
        var byInsert = await RefusedAsync(store, s => s.Insert(new Leaflet { Name = "a" }));
        var byKey = await RefusedAsync(store, s => s.Insert(new Leaflet { Id = first.Id, Name = "b" }));

        byStore.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("mt_doc_leaflet_uidx_name");
        byInsert.InnerException.ShouldBeOfType<PostgresException>().ConstraintName.ShouldBe("mt_doc_leaflet_uidx_name");
        byKey.InnerException.ShouldBeNull();
    }

    [Fact]
    public async Task P07_After_a_failed_save_the_next_one_fails_again()
    {
        var store = Unique();
        await SaveAsync(store, new Leaflet { Name = "a" });
        await using var session = store.LightweightSession();
        session.Insert(new Leaflet { Name = "a" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.Insert(new Leaflet { Name = "innocent" });
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        session.EjectAllPendingChanges();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task P08_One_conflict_takes_the_whole_save_with_it()
    {
        var store = Unique();
        await SaveAsync(store, new Leaflet { Name = "a" });
        await RefusedAsync(store, s => s.Insert(new Leaflet { Name = "b" }, new Leaflet { Name = "a" }, new Leaflet { Name = "c" }));
        await using var query = store.QuerySession();
        (await query.Query<Leaflet>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task P09_Of_32_racing_inserts_of_one_value_one_succeeds()
    {
        var store = Unique();
        await SaveAsync(store, new Leaflet { Name = "warm" });
        var results = await Task.WhenAll(Enumerable.Range(0, 32).Select(async _ =>
        {
            await using var session = store.LightweightSession();
            session.Insert(new Leaflet { Name = "race" });
            return await Record.ExceptionAsync(() => session.SaveChangesAsync());
        }));
        results.Count(r => r is null).ShouldBe(1);
        results.Count(r => r is DocumentAlreadyExistsException).ShouldBe(31);
    }

    [Fact]
    public async Task P10_Store_settles_conflicts_of_the_id_only_so_another_unique_index_still_refuses()
    {
        var store = Unique();
        Leaflet first = new() { Name = "a" };
        await SaveAsync(store, first);
        await SaveAsync(store, new Leaflet { Id = first.Id, Name = "a" });
        await RefusedAsync(store, s => s.Store(new Leaflet { Name = "a" }));
    }

    [Fact]
    public async Task P11_A_soft_deleted_row_still_blocks_a_unique_index()
    {
        var store = Unique(isSoftDeleted: true);
        Leaflet first = new() { Name = "a" };
        await SaveAsync(store, first);
        await using (var session = store.LightweightSession())
        {
            session.Delete(first);
            await session.SaveChangesAsync();
        }

        await RefusedAsync(store, s => s.Store(new Leaflet { Name = "a" }));
    }

    private static async Task<DocumentAlreadyExistsException> RefusedAsync(DocumentStore store, Action<IDocumentSession> queue)
    {
        await using var session = store.LightweightSession();
        queue(session);
        return await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
    }
}
