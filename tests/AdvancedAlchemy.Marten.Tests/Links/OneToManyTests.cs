using System.Runtime.CompilerServices;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Links;

/// <summary>Links by a single id.</summary>
public class OneToManyTests(PostgresFixture postgres) : StoreTest(postgres)
{
    private DocumentStore Library(OnDelete onDelete, Action<StoreOptions>? more = null, [CallerMemberName] string name = "") => Store(
        o =>
        {
            o.Schema.For<Volume>().LinksTo<Volume, Writer>(v => v.WriterId, onDelete).LinksTo<Volume, Writer>(v => v.EditorId, OnDelete.Cascade);
            more?.Invoke(o);
        },
        name: name);

    private static async Task<Writer[]> WritersAsync(IDocumentStore store, int count)
    {
        Writer[] writers = [.. Enumerable.Range(0, count).Select(i => new Writer { Name = $"writer {i}" })];
        await using var session = store.LightweightSession();
        session.Store(writers);
        await session.SaveChangesAsync();
        return writers;
    }

    [Fact]
    public async Task An_id_of_nobody_is_refused_and_null_is_not()
    {
        var store = Library(OnDelete.Restrict);
        var writers = await WritersAsync(store, 1);
        await using var session = store.LightweightSession();
        Volume lost = new() { WriterId = 4711 };
        session.Store(new Volume(), new Volume { WriterId = writers[0].Id }, lost);
        var failure = await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync());
        (failure.Member, failure.OwnerType, failure.TargetType).ShouldBe(("WriterId", typeof(Volume), typeof(Writer)));
        failure.Ids.ShouldBe([4711L]);

        lost.WriterId = null;
        await session.SaveChangesAsync();
        (await session.Query<Volume>().CountAsync(v => v.WriterId == writers[0].Id)).ShouldBe(1);
    }

    [Fact]
    public async Task A_writer_of_something_cannot_be_deleted_where_the_link_restricts()
    {
        var store = Library(OnDelete.Restrict);
        var writers = await WritersAsync(store, 2);
        await using var session = store.LightweightSession();
        Volume volume = new() { WriterId = writers[0].Id };
        session.Store(volume);
        await session.SaveChangesAsync();
        session.Delete(writers[1]);
        session.Delete(writers[0]);
        (await Should.ThrowAsync<LinkedDocumentException>(() => session.SaveChangesAsync())).Ids.ShouldBe([writers[0].Id]);

        volume.WriterId = null;
        session.Store(volume);
        await session.SaveChangesAsync();
        (await session.Query<Writer>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_cascade_makes_the_id_null_and_copies_stale()
    {
        var store = Library(OnDelete.Cascade);
        var writers = await WritersAsync(store, 2);
        await using var session = store.LightweightSession();
        Volume one = new() { WriterId = writers[0].Id, EditorId = writers[1].Id }, other = new() { WriterId = writers[1].Id, EditorId = writers[0].Id };
        session.Store(one, other);
        await session.SaveChangesAsync();

        await using (var deleting = store.LightweightSession())
        {
            deleting.Delete<Writer>(writers[0].Id);
            await deleting.SaveChangesAsync();
        }

        await using var query = store.QuerySession();
        var read = (await query.LoadAsync<Volume>(one.Id))!;
        (read.WriterId, read.EditorId, read.Version).ShouldBe(((long?)null, (long?)writers[1].Id, 2));
        ((await query.LoadAsync<Volume>(other.Id))!.EditorId).ShouldBeNull();
        one.WriterId = null;
        session.Store(one);
        await Should.ThrowAsync<StaleDocumentException>(() => session.SaveChangesAsync());
    }

    [Fact]
    public async Task What_is_stored_while_its_writer_is_deleted_loses_the_link_in_hand_too()
    {
        var store = Library(OnDelete.Cascade);
        var writers = await WritersAsync(store, 1);
        await using var session = store.LightweightSession();
        Volume volume = new() { WriterId = writers[0].Id };
        session.Store(volume);
        session.Delete(writers[0]);
        await session.SaveChangesAsync();
        volume.WriterId.ShouldBeNull();
        volume.Title = "changed";
        session.Store(volume);
        await session.SaveChangesAsync();
    }

    [Fact]
    public void An_id_that_cannot_be_null_cannot_lose_its_link() =>
        Should.Throw<ArgumentException>(() => Store(o => o.Schema.For<Pamphlet>().LinksTo<Pamphlet, Writer>(p => p.WriterId, OnDelete.Cascade)))
            .Message.ShouldContain("Pamphlet.WriterId cannot be null");

    [Fact]
    public void A_single_strong_typed_id_is_refused_with_what_to_do() =>
        Should.Throw<ArgumentException>(() => Store(o => o.Schema.For<Mall>().LinksTo<Mall, Shop>(m => m.MainShopId))).Message.ShouldContain("a list of ids");

    [Fact]
    public async Task An_id_that_cannot_be_null_has_to_lead_somewhere()
    {
        var store = Store(o => o.Schema.For<Pamphlet>().LinksTo<Pamphlet, Writer>(p => p.WriterId));
        await using var session = store.LightweightSession();
        session.Store(new Pamphlet());
        (await Should.ThrowAsync<MissingLinkTargetException>(() => session.SaveChangesAsync())).Ids.ShouldBe([0L]);
    }

    [Fact]
    public async Task Dangling_ids_are_found_and_the_look_is_served_by_the_index()
    {
        var store = Library(OnDelete.Restrict);
        var writers = await WritersAsync(store, 1);
        Volume lost = new() { WriterId = 4711 };
        await store.BulkInsertAsync([new Volume { WriterId = writers[0].Id }, new Volume(), lost]);
        var dangling = (await store.FindDanglingLinksAsync().ToListAsync()).Single();
        (dangling.OwnerId, dangling.Member, dangling.TargetId).ShouldBe((lost.Id.ToString(), "WriterId", "4711"));

        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        var index = "with its as materialized (select indexdef from pg_indexes where schemaname = @s and tablename = 'mt_doc_volume') "
            + "select count(*) from its where indexdef like '%WriterId%' and indexdef like '%btree%'";
        await using NpgsqlCommand command = new(index, connection);
        command.Parameters.AddWithValue("s", store.Options.DatabaseSchemaName);
        (await command.ExecuteScalarAsync()).ShouldBe(1L);
        await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
    }

    [Fact]
    public async Task Tenants_neither_see_nor_block_each_other()
    {
        var store = Library(OnDelete.Restrict, o => o.Policies.AllDocumentsAreMultiTenanted());
        foreach (var tenant in new[] { "a", "b" })
        {
            await using var session = store.LightweightSession(tenant);
            session.Store(new Writer { Id = 7 });
            if (tenant == "b") session.Store(new Volume { WriterId = 7 });
            await session.SaveChangesAsync();
        }

        await using var a = store.LightweightSession("a");
        a.Delete<Writer>(7);
        await a.SaveChangesAsync();
        a.Store(new Volume { WriterId = 7 });
        await Should.ThrowAsync<MissingLinkTargetException>(() => a.SaveChangesAsync());
        await using var b = store.QuerySession("b");
        (await b.Query<Volume>().SingleAsync()).WriterId.ShouldBe(7);
    }

    [Fact]
    public async Task Of_fifty_sessions_that_link_to_ten_writers_and_delete_them_none_leaves_a_dangling_id()
    {
        var store = Library(OnDelete.Cascade);
        var writers = await WritersAsync(store, 10);
        await using (var warm = store.LightweightSession())
        {
            warm.Store(Enumerable.Range(0, 100).Select(i => new Volume { WriterId = writers[i % 10].Id, EditorId = writers[(i + 3) % 10].Id }));
            await warm.SaveChangesAsync();
        }

        var results = await RaceAsync(50, i =>
        {
            var session = store.LightweightSession();
            if (i % 5 == 0) session.Delete(writers[i / 5]);
            else session.Store(new Volume { WriterId = writers[i % 10].Id, EditorId = writers[(i + 1) % 10].Id });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });

        results.Where((_, i) => i % 5 == 0).ShouldAllBe(r => r == null);
        results.Where(r => r is not null).ShouldAllBe(r => r is MissingLinkTargetException || r is AggregateException);
        (await store.FindDanglingLinksAsync().ToListAsync()).ShouldBeEmpty();
        await using var query = store.QuerySession();
        (await query.Query<Volume>().CountAsync(v => v.WriterId != null || v.EditorId != null)).ShouldBe(0);
    }
}
