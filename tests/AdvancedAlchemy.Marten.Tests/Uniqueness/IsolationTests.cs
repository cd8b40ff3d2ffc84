using System.Data;
using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;
using Marten;
using Marten.Services;
using Npgsql;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class IsolationTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<IsolationLevel, UniqueScope, int> Races => new MatrixTheoryData<IsolationLevel, UniqueScope, int>(
        [IsolationLevel.ReadCommitted, IsolationLevel.RepeatableRead, IsolationLevel.Serializable], [UniqueScope.UnitOfWork, UniqueScope.Immediate], [5, 60]);

    [Theory]
    [MemberData(nameof(Races))]
    public async Task Of_32_sessions_with_the_same_20_new_names_nobody_fails_or_stalls(IsolationLevel isolation, UniqueScope scope, int connections)
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size={connections};Timeout=300", name: $"{isolation}{scope}{connections}");
        await WarmAsync(store);
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.OpenSession(new SessionOptions { IsolationLevel = isolation, Tracking = DocumentTracking.None });
            await MakeAsync(session, i, scope);
            await session.SaveChangesAsync();
        }));
        results.Where(r => r is not null).Select(r => r!.ToString()).ShouldBeEmpty();
        await AssertTwentyAsync(store);
    }

    [Theory]
    [InlineData(IsolationLevel.ReadCommitted, UniqueScope.UnitOfWork)]
    [InlineData(IsolationLevel.RepeatableRead, UniqueScope.UnitOfWork)]
    [InlineData(IsolationLevel.RepeatableRead, UniqueScope.Immediate)]
    public async Task In_a_transaction_of_the_callers_own_nobody_fails_or_stalls(IsolationLevel isolation, UniqueScope scope)
    {
        var pool = $"{ConnectionString};Maximum Pool Size=5;Timeout=300";
        var store = Store(connection: pool, name: $"{isolation}{scope}");
        await WarmAsync(store);
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using NpgsqlConnection connection = new(pool);
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(isolation);
            await using var session = store.OpenSession(SessionOptions.ForTransaction(transaction));
            await MakeAsync(session, i, scope);
            await session.SaveChangesAsync();
            await transaction.CommitAsync();
        }));
        results.Where(r => r is not null).Select(r => r!.ToString()).ShouldBeEmpty();
        await AssertTwentyAsync(store);
    }

    [Fact]
    public async Task What_a_caller_rolls_back_is_gone()
    {
        var store = Store();
        await WarmAsync(store);
        await using (NpgsqlConnection connection = new(ConnectionString))
        {
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await using var session = store.OpenSession(SessionOptions.ForTransaction(transaction));
            await session.AsUniqueAsync<Tag, string>("gone");
            await session.AsUniqueAsync<Tag, string>("stays", UniqueScope.UnitOfWork);
            await session.SaveChangesAsync();
            await transaction.RollbackAsync();
        }

        await using var query = store.QuerySession();
        (await query.Query<Tag>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Sequential_ids_are_fetched_under_the_lock_without_the_pool()
    {
        var store = Store(o => o.Schema.For<IdentityUser>().UniqueIndex(u => u.Username), connection: $"{ConnectionString};Maximum Pool Size=3;Timeout=300");
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using (var session = store.LightweightSession()) (await session.Query<IdentityUser>().CountAsync()).ShouldBe(0);
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            foreach (var n in Enumerable.Range(0, 10).OrderBy(n => n * 7919 * (i + 1) % 101))
            {
                await session.GetOrCreateAsync<IdentityUser>(u => u.Username == $"u{n}", () => new IdentityUser { Username = $"u{n}" });
            }

            await session.SaveChangesAsync();
        }));
        results.Where(r => r is not null).Select(r => r!.ToString()).ShouldBeEmpty();
        await using var query = store.QuerySession();
        (await query.Query<IdentityUser>().CountAsync()).ShouldBe(10);
    }

    [Fact]
    public async Task Immediate_under_a_lock_of_the_session_does_not_wait_for_the_pool()
    {
        var store = Store(connection: $"{ConnectionString};Maximum Pool Size=1;Timeout=60");
        await WarmAsync(store);
        await using var session = store.LightweightSession();
        await session.GetOrCreateAsync<CustomUser>(u => u.Email == "a", () => new CustomUser { Email = "a", Username = "a" });
        (await session.AsUniqueAsync<Tag, string>("new", UniqueScope.Immediate)).Id.ShouldBePositive();
        await session.SaveChangesAsync();
    }

    private static async Task MakeAsync(IDocumentSession session, int i, UniqueScope scope)
    {
        var names = Enumerable.Range(0, 20).Select(n => $"name {(char)('a' + n)}");
        if (i % 4 < 2) names = names.OrderBy(n => n[^1] * 7919 * (i + 1) % 101);
        if (i % 2 == 0)
        {
            await session.AsUniqueAsync<Tag, string>(names, scope);
        }
        else
        {
            foreach (var name in names.ToArray()) await session.AsUniqueAsync<Tag, string>(name, scope);
        }
    }

    private static async Task WarmAsync(DocumentStore store)
    {
        await using var session = store.LightweightSession();
        session.Store(new CustomUser { Email = "w", Username = "w" });
        await session.SaveChangesAsync();
        session.Store(new Tag { Name = "warm" });
        await session.SaveChangesAsync();
    }

    private static async Task AssertTwentyAsync(DocumentStore store)
    {
        await using var query = store.QuerySession();
        (await query.Query<Tag>().CountAsync()).ShouldBe(21);
    }
}
