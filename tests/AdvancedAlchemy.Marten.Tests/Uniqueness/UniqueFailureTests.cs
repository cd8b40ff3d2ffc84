using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using JasperFx;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class UniqueFailureTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_Create_that_fails_queues_nothing_and_takes_no_lock()
    {
        var store = Store();
        await using var session = store.LightweightSession();
        (await Should.ThrowAsync<TimeoutException>(() => session.GetOrCreateAsync<CustomUser>(u => u.Email == "a", () => throw new TimeoutException("mine")))).Message.ShouldBe("mine");
        (await Should.ThrowAsync<InvalidOperationException>(() => session.GetOrCreateAsync<CustomUser>(u => u.Email == "a", () => null!))).Message.ShouldContain("returned null");
        session.PendingChanges.Operations().ShouldBeEmpty();
        await using var other = store.LightweightSession();
        (await GetAsync(other, "a")).Created.ShouldBeTrue();
        await other.SaveChangesAsync();
        (await GetAsync(session, "a")).Created.ShouldBeFalse();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_Create_that_gives_one_instance_twice_says_so()
    {
        await using var session = Store(o => o.Schema.For<Same>().UniqueIndex(s => s.Name)).LightweightSession();
        (await Should.ThrowAsync<InvalidOperationException>(() => session.AsUniqueAsync<Same, string>(["a", "b"]))).Message.ShouldContain("same instance");
        session.PendingChanges.Operations().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_that_another_subclass_has_is_named()
    {
        var store = Store(o =>
        {
            o.Schema.For<Person>().AddSubClass<Author>().AddSubClass<Reader>().UniqueIndex(p => p.Name);
        });
        await using var session = store.LightweightSession();
        session.Store(new Author { Name = "Ada" });
        await session.SaveChangesAsync();
        (await session.GetOrCreateAsync<Author>(a => a.Name == "Ada", () => new Author { Name = "Ada" })).Created.ShouldBeFalse();
        (await session.GetOrCreateAsync<Person>(a => a.Name == "Ada", () => new Person { Name = "Ada" })).Document.ShouldBeOfType<Author>();
        var failure = await Should.ThrowAsync<DuplicateKeyException>(() => session.GetOrCreateAsync<Reader>(a => a.Name == "Ada", () => new Reader { Name = "Ada" }));
        failure.Message.ShouldContain("another type");
        (await session.GetOrCreateAsync<Reader>(a => a.Name == "Bob", () => new Reader { Name = "Bob" })).Created.ShouldBeTrue();
        await session.SaveChangesAsync();
    }

    [Fact]
    public async Task A_key_that_cannot_be_stored_is_refused()
    {
        await using var session = Store().LightweightSession();
        (await Should.ThrowAsync<ArgumentException>(() => GetAsync(session, "a\0b"))).Message.ShouldContain("U+0000");
    }

    [Fact]
    public async Task A_filter_that_cannot_be_translated_fails_before_anything_happens()
    {
        await using var session = Store().LightweightSession();
        await Should.ThrowAsync<Exception>(() => session.GetOrCreateAsync<CustomUser>(u => u.Email.GetHashCode() == 3, () => new CustomUser()));
        session.PendingChanges.Operations().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(UniqueScope.UnitOfWork)]
    [InlineData(UniqueScope.Immediate)]
    public async Task Who_gives_up_waiting_leaves_nothing_behind(UniqueScope scope)
    {
        var store = await WarmAsync();
        await using var holder = store.LightweightSession();
        await GetAsync(holder, "a");
        await using (var waiting = store.LightweightSession())
        {
            using CancellationTokenSource given = new();
            var wait = waiting.GetOrCreateAsync<CustomUser>(u => u.Email == "a", () => new CustomUser { Email = "a", Username = "a" }, scope, token: given.Token);
            await WaitersAsync(store, holder, wait);
            await given.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => wait);
        }

        await holder.SaveChangesAsync();
        await using var later = store.LightweightSession();
        (await GetAsync(later, "a")).Created.ShouldBeFalse();
    }

    [Fact]
    public async Task The_lock_of_a_lost_connection_is_free()
    {
        var store = await WarmAsync();
        await using var lost = store.LightweightSession();
        await GetAsync(lost, "a");
        var id = lost.Connection.ProcessID;
        await using var session = store.LightweightSession();
        var wait = GetAsync(session, "a");
        await WaitersAsync(store, lost, wait);
        await using (NpgsqlConnection killer = new(ConnectionString))
        {
            await killer.OpenAsync();
            await using NpgsqlCommand kill = new($"select pg_terminate_backend({id})", killer);
            await kill.ExecuteNonQueryAsync();
        }

        (await wait).Created.ShouldBeTrue();
        await session.SaveChangesAsync();
        await Should.ThrowAsync<Exception>(() => lost.SaveChangesAsync());
        await using var query = store.QuerySession();
        (await query.Query<CustomUser>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Two_types_in_opposite_orders_give_one_retryable_error()
    {
        var store = await WarmAsync();
        await using var one = store.LightweightSession();
        await using var two = store.LightweightSession();
        await GetAsync(one, "a");
        await two.AsUniqueAsync<Tag, string>("a");
        var failures = await Task.WhenAll(FailureOf(one.AsUniqueAsync<Tag, string>("b"), one), FailureOf(GetAsync(two, "b"), two));
        var failed = failures[0] is null ? 1 : 0;
        failures[failed].ShouldBeOfType<ConcurrencyException>().Message.ShouldContain("opposite orders");
        failures[1 - failed].ShouldBeNull();
        await (failed == 0 ? two : one).SaveChangesAsync();

        static async Task<Exception?> FailureOf(Task work, IDocumentSession session)
        {
            try
            {
                await work;
                return null;
            }
            catch (Exception e)
            {
                await session.DisposeAsync();
                return e;
            }
        }
    }

    [Fact]
    public async Task Two_types_in_opposite_orders_are_done_again_by_RetryOnConflict()
    {
        var store = await WarmAsync();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => store.RetryOnConflictAsync(
            async session =>
            {
                if (i % 2 == 0) await GetAsync(session, "x");
                await session.AsUniqueAsync<Tag, string>("x");
                if (i % 2 == 1) await GetAsync(session, "x");
            },
            attempts: 50)));
        await using var query = store.QuerySession();
        (await query.Query<Tag>().CountAsync()).ShouldBe(2);
        (await query.Query<CustomUser>().CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task A_document_deleted_between_look_and_change_is_a_conflict_and_the_retry_makes_it_again()
    {
        var store = await WarmAsync();
        var attempts = 0;
        await store.RetryOnConflictAsync(async session =>
        {
            var (user, _) = await GetAsync(session, "w");
            if (attempts++ == 0)
            {
                await using var other = store.LightweightSession();
                other.Delete(await other.LoadAsync<CustomUser>(user.Id) ?? user);
                await other.SaveChangesAsync();
            }

            user.FullName = "again";
            session.Store(user);
        });
        attempts.ShouldBe(2);
        await using var query = store.QuerySession();
        (await query.Query<CustomUser>().SingleAsync()).FullName.ShouldBe("again");
    }

    private async Task<DocumentStore> WarmAsync([System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        var store = Store(name: name + Guid.NewGuid());
        await using var session = store.LightweightSession();
        session.Store(new CustomUser { Email = "w", Username = "w" });
        session.Store(new Tag { Name = "warm" });
        await session.SaveChangesAsync();
        return store;
    }

    // until somebody waits for what a session holds
    private static async Task WaitersAsync(DocumentStore store, IDocumentSession holder, Task wait)
    {
        await using var session = store.QuerySession();
        while (!wait.IsCompleted)
        {
            var isAwaited = await session.QueryAsync<bool>("select exists (select from pg_stat_activity where ? = any(pg_blocking_pids(pid)))", holder.Connection.ProcessID);
            if (isAwaited[0]) return;
            await Task.Delay(10);
        }
    }

    private static Task<(CustomUser Document, bool Created)> GetAsync(IDocumentSession session, string email) =>
        session.GetOrCreateAsync<CustomUser>(u => u.Email == email, () => new CustomUser { Email = email, Username = email });

    public class Same : UuidDocument, IUnique<Same, string>
    {
        private static readonly Same _only = new();

        public string Name { get; set; } = "";

        public static object UniqueKey(string name) => name;

        public static System.Linq.Expressions.Expression<Func<Same, bool>> UniqueFilter(string name) => s => s.Name == name || s.Name == "";

        public static Same Create(string name) => _only;
    }

    public class Person : UuidDocument
    {
        public string Name { get; set; } = "";
    }

    public class Author : Person;

    public class Reader : Person;
}
