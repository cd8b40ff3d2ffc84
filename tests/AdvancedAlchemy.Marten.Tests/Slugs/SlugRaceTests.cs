using System.Data;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Slugs;

/// <summary>The measured rows: many sessions, one title.</summary>
public class SlugRaceTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public async Task Thirty_two_sessions_store_640_namesakes(int perCommit)
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size=8;Timeout=300", name: "namesakes" + perCommit);
        await SaveAsync(store, "warm");
        var results = await RaceAsync(32, _ => Task.FromResult<Func<Task>>(async () =>
        {
            for (var saved = 0; saved < 20; saved += perCommit) await SaveAsync(store, [.. Enumerable.Repeat("Race", perCommit)]);
        }));
        results.ShouldAllBe(r => r == null);
        await using var query = store.QuerySession();
        var slugs = await query.Query<Tag>().Where(t => t.Name == "Race").Select(t => t.Slug).ToListAsync();
        slugs.ShouldBe(Enumerable.Range(1, 640).Select(i => i == 1 ? "race" : $"race-{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Three_thousand_namesakes_one_after_the_other()
    {
        var store = Store();
        for (var i = 0; i < 3000; i++)
        {
            var number = i + 1;
            (await SaveAsync(store, "Race")).ShouldBe([number == 1 ? "race" : $"race-{number}"]);
        }
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task A_snapshot_older_than_the_lock_does_not_hide_slugs(IsolationLevel isolation)
    {
        var store = Store(name: isolation.ToString());
        await SaveAsync(store, "Race");
        await using var first = store.OpenSession(new SessionOptions { Tracking = DocumentTracking.None, IsolationLevel = isolation });
        await first.BeginTransactionAsync(TestContext.Current.CancellationToken);
        (await first.Query<Article>().CountAsync()).ShouldBe(0);
        (await SaveAsync(store, "Race")).ShouldBe(["race-2"]);
        Tag mine = new() { Name = "Race" };
        first.Store(mine);
        await first.SaveChangesAsync();
        mine.Slug.ShouldBe("race-3");
        (await SaveAsync(store, "Race")).ShouldBe(["race-4"]);
    }

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted)]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task Several_saves_in_a_transaction_of_the_callers_own(IsolationLevel isolation)
    {
        var store = Store(name: "own" + isolation);
        await SaveAsync(store, "Race");
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using (var transaction = await connection.BeginTransactionAsync(isolation))
        {
            await using var session = store.OpenSession(SessionOptions.ForTransaction(transaction));
            List<string> slugs = [];
            for (var i = 0; i < 3; i++)
            {
                Tag tag = new() { Name = "Race" };
                session.Store(tag);
                await session.SaveChangesAsync();
                slugs.Add(tag.Slug);
            }

            slugs.ShouldBe(["race-2", "race-3", "race-4"]);
            await transaction.RollbackAsync();
        }

        (await SaveAsync(store, "Race")).ShouldBe(["race-2"]);
    }

    [Theory]
    [InlineData(IsolationLevel.RepeatableRead)]
    [InlineData(IsolationLevel.Serializable)]
    public async Task Slugs_of_a_transaction_that_has_ended_are_free_when_nobody_has_them(IsolationLevel isolation)
    {
        var store = Store(name: "ended" + isolation);
        await SaveAsync(store, "warm");
        await using var session = store.OpenSession(new SessionOptions { Tracking = DocumentTracking.None, IsolationLevel = isolation });
        Tag failed = new() { Name = "Race" }, own = new() { Name = "x", Slug = "warm" };
        session.Store(failed, own);
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        own.Slug = "x";
        await session.SaveChangesAsync();
        failed.Slug.ShouldBe("race");

        session.Delete(failed);
        await session.SaveChangesAsync();
        Tag next = new() { Name = "Race" };
        session.Store(next);
        await session.SaveChangesAsync();
        next.Slug.ShouldBe("race");
    }

    [Fact]
    public async Task A_slug_that_a_failed_save_has_made_is_made_anew()
    {
        var store = Store();
        await SaveAsync(store, "warm");
        Tag mine = new() { Name = "Race" }, own = new() { Name = "x", Slug = "warm" };
        await using var session = store.LightweightSession();
        session.Store(mine, own);
        await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        (await SaveAsync(store, "Race")).ShouldBe(["race"]);
        own.Slug = "x";
        await session.SaveChangesAsync();
        mine.Slug.ShouldBe("race-2");
    }

    [Fact]
    public async Task A_failed_save_repeated_by_another_session_makes_it_anew()
    {
        var store = Store();
        await SaveAsync(store, "warm");
        Tag mine = new() { Name = "Race" };
        await using (var session = store.LightweightSession())
        {
            session.Store(mine, new Tag { Name = "x", Slug = "warm" });
            await Should.ThrowAsync<DocumentAlreadyExistsException>(() => session.SaveChangesAsync());
        }

        await SaveAsync(store, "Race");
        await using var again = store.LightweightSession();
        again.Store(mine);
        await again.SaveChangesAsync();
        mine.Slug.ShouldBe("race-2");
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_document_for_the_next_save()
    {
        var store = Store();
        await SaveAsync(store, "warm");
        await using var holder = store.LightweightSession();
        await holder.BeginTransactionAsync(TestContext.Current.CancellationToken);
        holder.Store(new Tag { Name = "Race" });
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();
        Tag mine = new() { Name = "Race" };
        await using var session = store.LightweightSession();
        session.Store(mine);
        await Should.ThrowAsync<OperationCanceledException>(() => session.SaveChangesAsync(cancelled.Token));
        mine.Slug.ShouldBe("");
        await holder.SaveChangesAsync();
        await session.SaveChangesAsync();
        mine.Slug.ShouldBe("race-2");
    }

    [Fact]
    public async Task A_document_stored_twice_gets_one_slug()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        Tag tag = new() { Name = "Race" };
        session.Store(tag);
        session.Store(tag);
        await session.SaveChangesAsync();
        tag.Slug.ShouldBe("race");
    }

    [Fact]
    public async Task Stores_in_different_schemas_do_not_wait_for_each_other()
    {
        var (one, two) = (Store(name: "schema one"), Store(name: "schema two"));
        await SaveAsync(one, "warm");
        await SaveAsync(two, "warm");
        await using NpgsqlConnection connection = new(ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var holder = one.OpenSession(SessionOptions.ForTransaction(transaction));
        holder.Store(new Tag { Name = "Race" });
        await holder.SaveChangesAsync();
        // the first store's lock is held until the transaction ends
        (await SaveAsync(two, "Race")).ShouldBe(["race"]);
        await transaction.RollbackAsync();
    }

    [Fact]
    public async Task Long_and_astral_titles_make_room_for_numbers_without_tearing()
    {
        var store = Store(o => o.UseAdvancedAlchemy(a => a.Slugifier = Slugifier.Unicode));
        var letters = string.Concat(Enumerable.Repeat("𐐨", 80));
        // of 99 and 101 characters: the second is cut to what the first is with a number
        var slugs = await SaveAsync(store, letters, letters, letters, "x" + letters, "x" + letters, new string('y', 99), new string('y', 101), new string('y', 100), new string('y', 98));
        slugs.Distinct().Count().ShouldBe(slugs.Length);
        slugs.ShouldAllBe(s => s.Length <= SlugLimits.MaxLength && !s.EnumerateRunes().Contains(System.Text.Rune.ReplacementChar));
        (await SaveAsync(store, letters, new string('y', 120))).Intersect(slugs).ShouldBeEmpty();
    }

    private static async Task<string[]> SaveAsync(DocumentStore store, params string[] names)
    {
        await using var session = store.LightweightSession();
        var tags = names.Select(n => new Tag { Name = n }).ToArray();
        session.Store(tags);
        await session.SaveChangesAsync();
        return [.. tags.Select(t => t.Slug)];
    }
}
