using System.Collections.Concurrent;
using AdvancedAlchemy.Marten.Conformance.Documents.Strategies;
using AdvancedAlchemy.Marten.Testing;
using JasperFx;
using Marten;
using Npgsql;

namespace AdvancedAlchemy.Marten.Conformance.Races;

public class UniqueRaces(PostgresFixture postgres) : RaceTest(postgres)
{
    [Theory]
    [InlineData(UniqueScope.UnitOfWork, 50)]
    [InlineData(UniqueScope.UnitOfWork, 5)]
    [InlineData(UniqueScope.Immediate, 50)]
    [InlineData(UniqueScope.Immediate, 5)]
    public async Task Of_fifty_sessions_that_want_one_new_document_all_get_the_same(UniqueScope scope, int connections)
    {
        var store = Store(connections);
        await WarmAsync(store, connections);
        ConcurrentBag<long> ids = [];
        var results = await RaceAsync(50, _ => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = store.LightweightSession();
            ids.Add((await session.AsUniqueAsync<BigIntPaper, string>("Race", scope)).Id);
            await session.SaveChangesAsync();
        }));

        results.Select(r => r?.ToString()).ShouldAllBe(r => r == null);
        ids.Distinct().ShouldBe([(await PapersAsync(store)).Single().Id]);
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(5, false)]
    [InlineData(50, true)]
    public async Task Of_32_sessions_that_make_20_names_each_in_its_own_order_nobody_fails(int connections, bool isTenanted)
    {
        var store = Store(connections, o =>
        {
            if (isTenanted) o.Policies.AllDocumentsAreMultiTenanted();
        });
        await WarmAsync(store, connections);
        var results = await RaceAsync(32, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = isTenanted ? store.LightweightSession($"tenant{i % 2}") : store.LightweightSession();
            foreach (var n in Enumerable.Range(0, 20).OrderBy(n => (n + 1) * 7919 * (i + 1) % 101))
            {
                await session.AsUniqueAsync<BigIntPaper, string>($"Name {(char)('a' + n)}");
            }

            await session.SaveChangesAsync();
        }));

        results.Select(r => r?.ToString()).ShouldAllBe(r => r == null);
        if (!isTenanted) (await PapersAsync(store)).Count.ShouldBe(20);
        else (await ScalarAsync<long>("select count(*) from {schema}.mt_doc_bigintpaper where tenant_id in ('tenant0', 'tenant1')")).ShouldBe(40);
    }

    [Fact]
    public async Task Two_types_that_are_made_in_opposite_orders_end_in_an_error_that_can_be_retried()
    {
        var store = Store();
        await WarmAsync(store, 2);
        await store.Storage.Database.EnsureStorageExistsAsync(typeof(UuidV4Paper));
        await using IDocumentSession one = store.LightweightSession(), two = store.LightweightSession();
        await one.AsUniqueAsync<BigIntPaper, string>("First");
        await two.AsUniqueAsync<UuidV4Paper, string>("Second");

        var results = await RaceAsync(2, i => Task.FromResult<Func<Task>>(async () =>
        {
            await using var session = i == 0 ? one : two;
            if (i == 0) await session.AsUniqueAsync<UuidV4Paper, string>("Second");
            else await session.AsUniqueAsync<BigIntPaper, string>("First");
            await session.SaveChangesAsync();
        }));

        var failure = results.Single(r => r is not null)!;
        (failure.GetBaseException() as PostgresException)?.SqlState.ShouldBe(PostgresErrorCodes.DeadlockDetected, failure.ToString());
        await store.RetryOnConflictAsync(async session =>
        {
            await session.AsUniqueAsync<UuidV4Paper, string>("Second");
            await session.AsUniqueAsync<BigIntPaper, string>("First");
        });
        (await PapersAsync(store)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_fifty_plain_inserts_of_one_slug_one_succeeds()
    {
        var store = Store();
        await WarmAsync(store, 50);
        var results = await RaceAsync(50, _ =>
        {
            var session = store.LightweightSession();
            session.Insert(new BigIntPaper { Title = "Race", Slug = "race" });
            return Task.FromResult<Func<Task>>(async () =>
            {
                await using (session) await session.SaveChangesAsync();
            });
        });
        results.Count(r => r is DocumentAlreadyExistsException).ShouldBe(49);
        (await PapersAsync(store)).Count.ShouldBe(1);
    }
}
