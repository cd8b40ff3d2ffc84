using AdvancedAlchemy.Marten.Testing;
using Marten;
using Marten.Patching;

namespace MartenFacts.Documentation;

/// <summary>The page "Patching Documents".</summary>
public class PatchingPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private static async Task<Target> AfterAsync(IDocumentSession session, int number)
    {
        await session.SaveChangesAsync();
        await using var query = session.DocumentStore.QuerySession();
        return await query.Query<Target>().SingleAsync(x => x.Number == number);
    }

    [Fact]
    public async Task Members_are_set_by_id_and_by_condition()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(Targets[0].Id).Set(x => x.String, "new").Set(x => x.Inner!.String, "deep");
        session.Patch<Target>(x => x.Number == 2).Set(x => x.Flag, true);
        var first = await AfterAsync(session, 1);

        (first.String, first.Inner!.String).ShouldBe(("new", "deep"));
        (await session.Query<Target>().CountAsync(x => x.Flag)).ShouldBe(3);
    }

    [Fact]
    public async Task A_new_member_is_set_by_its_name()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(x => x.Number > 0).Set("Where", "here");
        await session.SaveChangesAsync();

        (await session.QueryAsync<long>($"select count(*) from {Schema}.mt_doc_target where data ->> 'Where' = 'here'")).ShouldBe([4]);
    }

    [Fact]
    public async Task Numbers_are_incremented()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(Targets[0].Id).Increment(x => x.NullableNumber!.Value, 5).Increment(x => x.Double, 1.5);
        var first = await AfterAsync(session, 1);

        (first.NullableNumber, first.Double).ShouldBe((15, 3.0));
    }

    [Fact]
    public async Task Elements_are_appended_inserted_and_removed()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(Targets[0].Id)
            .Append(x => x.NumberArray, 4)
            .AppendIfNotExists(x => x.Tags, "b")
            .Insert(x => x.Tags, "first", 0)
            .Remove(x => x.NumberArray, 2);
        var first = await AfterAsync(session, 1);

        first.NumberArray.ShouldBe([1, 3, 4]);
        first.Tags.ShouldBe(["first", "a", "b"]);
    }

    [Fact]
    public async Task Members_are_copied_renamed_and_deleted()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(Targets[0].Id).Duplicate(x => x.String, x => x.AnotherString).Delete(x => x.Inner);
        session.Patch<Target>(Targets[1].Id).Rename("String", x => x.AnotherString);
        var first = await AfterAsync(session, 1);
        var second = await AfterAsync(session, 2);

        (first.AnotherString, first.Inner).ShouldBe(("Alpha", null));
        (second.AnotherString, second.String).ShouldBe(("beta", null));
    }
}
