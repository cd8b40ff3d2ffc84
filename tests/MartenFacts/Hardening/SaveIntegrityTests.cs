using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;

namespace MartenFacts.Hardening;

/// <summary>A save is all or nothing, whatever its statements look like.</summary>
public class SaveIntegrityTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Counted : IRevisioned
    {
        public Guid Id { get; set; }

        public string Text { get; set; } = "";

        public int Version { get; set; }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(20)]
    public async Task A_stale_revision_among_many_leaves_none_of_them_written(int count)
    {
        var store = Store();
        Counted[] documents = [.. Enumerable.Range(0, count).Select(_ => new Counted { Id = Guid.NewGuid(), Text = "old" })];
        await SaveAsync(store, documents);
        await SaveAsync(store, documents[^1]);

        await using var session = store.LightweightSession();
        foreach (var document in documents)
        {
            session.UpdateRevision(new Counted { Id = document.Id, Text = "new" }, 2);
        }

        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        await using var query = store.QuerySession();
        (await query.Query<Counted>().CountAsync(c => c.Text == "new")).ShouldBe(0);
    }

    [Fact]
    public async Task Stores_from_many_threads_are_all_written()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Parallel.For(0, 2000, i => session.Store(new Note { Number = i }));
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        (await query.Query<Note>().CountAsync()).ShouldBe(2000);
    }

    [Fact]
    public async Task A_document_whose_id_changes_before_the_save_is_written_under_the_one_it_has_then()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        var notes = Enumerable.Range(0, 5).Select(i => new Note { Id = Guid.NewGuid(), Number = i }).ToArray();
        session.Store(notes);
        notes[2].Id = Guid.NewGuid();
        await session.SaveChangesAsync();

        await using var query = store.QuerySession();
        (await query.LoadAsync<Note>(notes[2].Id))!.Number.ShouldBe(2);
    }
}
