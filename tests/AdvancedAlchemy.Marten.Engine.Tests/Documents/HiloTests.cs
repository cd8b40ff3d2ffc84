using System.Collections.Concurrent;
using AdvancedAlchemy.Marten.Engine.Tests.Support;
using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Schema;
using Weasel.Core.Sequences;

namespace AdvancedAlchemy.Marten.Engine.Tests.Documents;

public class HiloTests(PostgresFixture postgres) : StoreTest(postgres)
{
    public class Fresh
    {
        public long Id { get; set; }
    }

    public class Threes
    {
        public int Id { get; set; }
    }

    public class Ones
    {
        public long Id { get; set; }
    }

    public class Named
    {
        public long Id { get; set; }
    }

    [HiloSequence(MaxLo = 5, SequenceName = "by_attribute")]
    public class Attributed
    {
        public long Id { get; set; }
    }

    public class Floored
    {
        public long Id { get; set; }
    }

    public class Raced
    {
        public int Id { get; set; }
    }

    public class Shared
    {
        public int Id { get; set; }
    }

    public class Scoped
    {
        public int Id { get; set; }
    }

    private static long Next<T>(IDocumentStore store, Func<T, long> id) where T : notnull, new()
    {
        using var session = store.LightweightSession();
        var document = new T();
        session.Store(document);
        return id(document);
    }

    [Fact]
    public async Task The_first_id_is_1_and_the_second_process_starts_at_1001()
    {
        await using var first = Store();
        await using var second = Store();
        Next<Fresh>(first, x => x.Id).ShouldBe(1);
        Next<Fresh>(second, x => x.Id).ShouldBe(1001);
        Next<Fresh>(first, x => x.Id).ShouldBe(2);
        (await ScalarAsync<long>($"select hi_value from {Schema}.mt_hilo where entity_name = 'Fresh'")).ShouldBe(1);
    }

    [Fact]
    public async Task Blocks_of_three_interleave()
    {
        void Configure(StoreOptions o) => o.Schema.For<Threes>().HiloSettings(new HiloSettings { MaxLo = 3 });
        await using var first = Store(Configure);
        await using var second = Store(Configure);
        await using var third = Store(Configure);
        Enumerable.Range(0, 7).Select(_ => Next<Threes>(first, x => x.Id)).ShouldBe([1, 2, 3, 4, 5, 6, 7]);
        Next<Threes>(second, x => x.Id).ShouldBe(10);
        Next<Threes>(third, x => x.Id).ShouldBe(13);
        Enumerable.Range(0, 3).Select(_ => Next<Threes>(first, x => x.Id)).ShouldBe([8, 9, 16]);
    }

    [Fact]
    public async Task Blocks_of_one_leave_no_gaps_between_processes()
    {
        void Configure(StoreOptions o) => o.Advanced.HiloSequenceDefaults.MaxLo = 1;
        await using var first = Store(Configure);
        await using var second = Store(Configure);
        Next<Ones>(first, x => x.Id).ShouldBe(1);
        Next<Ones>(second, x => x.Id).ShouldBe(2);
        Next<Ones>(first, x => x.Id).ShouldBe(3);
    }

    [Fact]
    public async Task A_sequence_can_be_named()
    {
        await using var store = Store(o => o.Schema.For<Named>().HiloSettings(new HiloSettings { SequenceName = "of its own" }));
        Next<Named>(store, x => x.Id).ShouldBe(1);
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_hilo where entity_name = 'of its own'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_attribute_names_the_sequence()
    {
        await using var store = Store();
        Enumerable.Range(0, 6).Select(_ => Next<Attributed>(store, x => x.Id)).ToArray()[5].ShouldBe(6);
        (await ScalarAsync<long>($"select hi_value from {Schema}.mt_hilo where entity_name = 'by_attribute'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_floor_skips_to_the_block_after_it()
    {
        await using var store = Store();
        Next<Floored>(store, x => x.Id).ShouldBe(1);
        await store.Advanced.ResetHiloSequenceFloor<Floored>(2500);
        Next<Floored>(store, x => x.Id).ShouldBe(4001);
        (await ScalarAsync<long>($"select hi_value from {Schema}.mt_hilo where entity_name = 'Floored'")).ShouldBe(4);
    }

    [Fact]
    public async Task Eight_parallel_writers_in_two_stores_never_get_the_same_id()
    {
        void Configure(StoreOptions o) => o.Schema.For<Raced>().HiloSettings(new HiloSettings { MaxLo = 3 });
        await using var first = Store(Configure);
        await using var second = Store(Configure);
        var ids = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            for (var n = 0; n < 25; n++)
            {
                await using var session = (i % 2 == 0 ? first : second).LightweightSession();
                var document = new Raced();
                session.Insert(document);
                ids.Add(document.Id);
                await session.SaveChangesAsync();
            }
        })));
        ids.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public async Task Conjoined_tenants_share_a_sequence()
    {
        await using var store = Store(o => o.Schema.For<Shared>().MultiTenanted());
        await using var a = store.LightweightSession("a");
        await using var b = store.LightweightSession("b");
        var first = new Shared();
        var second = new Shared();
        a.Store(first);
        b.Store(second);
        (first.Id, second.Id).ShouldBe((1, 2));
    }

    [Fact]
    public async Task A_block_taken_in_a_transaction_scope_is_not_given_back()
    {
        await using var store = Store();
        using (new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled))
        {
            Next<Scoped>(store, x => x.Id).ShouldBe(1);
        }

        await using var other = Store();
        Next<Scoped>(other, x => x.Id).ShouldBe(1001);
    }
}
