using AdvancedAlchemy.Marten.Testing;
using AdvancedAlchemy.Marten.Tests.Models;

namespace AdvancedAlchemy.Marten.Tests.Uniqueness;

public class RoundTripTests(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task A_thousand_new_keys_take_two_round_trips_and_the_save_and_found_ones_one_without_a_lock()
    {
        var store = Store();
        var names = Enumerable.Range(0, 1000).Select(i => $"name {i}").ToArray();
        await using (var session = store.LightweightSession())
        {
            CommandLog log = new();
            session.Logger = log;
            await session.AsUniqueAsync<Tag, string>(names);
            log.Commands.Count.ShouldBe(2);
            await session.SaveChangesAsync();
        }

        await using var later = store.LightweightSession();
        CommandLog found = new();
        later.Logger = found;
        await later.AsUniqueAsync<Tag, string>(names);
        await later.AsUniqueAsync<Tag, string>("name 7");
        found.Commands.Count.ShouldBe(1);
        found.Commands[0].CommandText.ShouldNotContain("pg_advisory");

        await using var one = store.LightweightSession();
        CommandLog single = new();
        one.Logger = single;
        await one.AsUniqueAsync<Tag, string>("name 7");
        await one.AsUniqueAsync<Tag, string>("NAME 7");
        single.Commands.Count.ShouldBe(1);
        single.Batches.ShouldBe(0);
    }
}
