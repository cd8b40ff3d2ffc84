using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Patching;
using Weasel.Core;

namespace MartenFacts.Hardening;

/// <summary>Tenancy, soft deletion, hierarchies and versions in all combinations, beside every way to write.</summary>
public class CombinationTests(PostgresFixture postgres) : FactsTest(postgres)
{
    public class Thing
    {
        public Guid Id { get; set; }

        public string Name { get; set; } = "";
    }

    public class SubThing : Thing;

    public enum Deletion
    {
        Hard,
        Soft,
        Partitioned,
    }

    public enum Checking
    {
        None,
        Guid,
        Number,
    }

    public static TheoryData<bool, Deletion, bool, Checking> All()
    {
        TheoryData<bool, Deletion, bool, Checking> all = [];
        foreach (var tenanted in new[] { false, true })
        {
            foreach (var deletion in Enum.GetValues<Deletion>())
            {
                foreach (var hierarchy in new[] { false, true })
                {
                    foreach (var checking in Enum.GetValues<Checking>()) all.Add(tenanted, deletion, hierarchy, checking);
                }
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Rows_are_what_the_writes_say(bool tenanted, Deletion deletion, bool hierarchy, Checking checking)
    {
        var store = Store(o =>
        {
            var thing = o.Schema.For<Thing>();
            if (tenanted) thing.MultiTenanted();
            if (deletion == Deletion.Soft) thing.SoftDeleted();
            if (deletion == Deletion.Partitioned) thing.SoftDeletedWithPartitioning();
            if (hierarchy) thing.AddSubClass<SubThing>();
            if (checking == Checking.Guid) thing.UseOptimisticConcurrency(true);
            if (checking == Checking.Number) thing.UseNumericRevisions(true);
        });
        var isSoft = deletion != Deletion.Hard;
        Guid[] ids = [.. Enumerable.Range(0, 6).Select(_ => Guid.NewGuid())];
        Thing Make(int i, string name) => hierarchy ? new SubThing { Id = ids[i], Name = name } : new Thing { Id = ids[i], Name = name };
        Thing[] Many(string name) => [.. Enumerable.Range(0, 6).Select(i => Make(i, name + i))];

        await using var other = store.LightweightSession("b");
        if (tenanted)
        {
            other.Store(Many("b"));
            await other.SaveChangesAsync();
        }

        await using var session = store.LightweightSession("a");
        async Task Holds(params string[] names)
        {
            (await session.Query<Thing>().OrderBy(t => t.Name).Select(t => t.Name).ToListAsync()).ShouldBe(names.Order(StringComparer.Ordinal));
            if (hierarchy) (await session.Query<SubThing>().CountAsync()).ShouldBe(names.Length);
            if (tenanted) (await other.Query<Thing>().OrderBy(t => t.Name).Select(t => t.Name).ToListAsync()).ShouldBe(["b0", "b1", "b2", "b3", "b4", "b5"]);
        }

        session.Store(Many("n"));
        await session.SaveChangesAsync();
        session.Delete<Thing>(ids[0]);
        session.Delete(Make(1, ""));
        session.DeleteWhere<Thing>(t => t.Name == "n2");
        await session.SaveChangesAsync();
        await Holds("n3", "n4", "n5");

        if (isSoft)
        {
            session.UndoDeleteWhere<Thing>(t => t.Name == "n1");
            await session.SaveChangesAsync();
            await Holds("n1", "n3", "n4", "n5");
            session.Delete<Thing>(ids[1]);
            session.HardDelete<Thing>(ids[2]);
            await session.SaveChangesAsync();
            session.Store((await session.LoadAsync<Thing>(ids[0]))!);
        }
        else
        {
            session.Store(Make(0, "n0"));
        }

        session.Patch<Thing>(t => t.Name == "n3").Set(t => t.Name, "p3");
        session.Patch<Thing>(ids[4]).Set(t => t.Name, "p4");
        await session.SaveChangesAsync();
        await Holds("n0", "p3", "p4", "n5");

        if (isSoft) await Should.ThrowAsync<Exception>(() => store.BulkInsertAsync("a", [Make(1, "i1")]));
        await store.BulkInsertAsync("a", Many("i"), BulkInsertMode.IgnoreDuplicates);
        await Holds(isSoft ? ["n0", "i2", "p3", "p4", "n5"] : ["n0", "i1", "i2", "p3", "p4", "n5"]);
        await store.BulkInsertAsync("a", Many("o"), BulkInsertMode.OverwriteExisting);
        await Holds("o0", "o1", "o2", "o3", "o4", "o5");

        foreach (var thing in await session.Query<Thing>().ToListAsync())
        {
            thing.Name = "u" + thing.Name[1];
            session.Update(thing);
        }

        await session.SaveChangesAsync();
        await Holds("u0", "u1", "u2", "u3", "u4", "u5");
        session.HardDeleteWhere<Thing>(t => t.Name != "u5");
        await session.SaveChangesAsync();
        await Holds("u5");
        (await ScalarAsync<long>($"select count(*) from {Schema}.mt_doc_combinationtests_thing")).ShouldBe(tenanted ? 7 : 1);
    }
}
