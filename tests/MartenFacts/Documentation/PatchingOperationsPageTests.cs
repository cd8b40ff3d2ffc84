using AdvancedAlchemy.Marten.Testing;
using JasperFx.Events;
using Marten;
using Marten.Patching;
using Weasel.Postgresql.SqlGeneration;

namespace MartenFacts.Documentation;

/// <summary>The page "Partial updates/patching": each operation that it shows.</summary>
public class PatchingOperationsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    private static readonly Child Known = new() { Number = 6, Name = "y" };

    private static async Task<Target> AfterAsync(IDocumentSession session, Func<IPatchExpression<Target>, IPatchExpression<Target>> patch, int index = 0)
    {
        patch(session.Patch<Target>(Targets[index].Id));
        await session.SaveChangesAsync();
        await using var query = session.DocumentStore.QuerySession();
        return (await query.LoadAsync<Target>(Targets[index].Id))!;
    }

    [Fact]
    public async Task A_fragment_of_SQL_says_what_is_patched()
    {
        await using var session = await TargetsAsync();
        const string where = "(data ->> 'UpdatedAt') is null";
        (await session.QueryAsync<Target>(where)).Count.ShouldBe(4);

        session.Patch<Target>(new WhereFragment(where)).Set("UpdatedAt", DateTime.UtcNow);
        await session.SaveChangesAsync();

        (await session.QueryAsync<Target>(where)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fragment_of_SQL_says_where_a_member_is_deleted()
    {
        await using var session = await TargetsAsync();
        const string where = "(data ->> 'String') is not null";
        (await session.QueryAsync<Target>(where)).Count.ShouldBe(3);

        session.Patch<Target>(new WhereFragment(where)).Delete("String");
        await session.SaveChangesAsync();

        (await session.QueryAsync<Target>(where)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_condition_on_an_enumeration_says_what_is_patched()
    {
        await using var session = await TargetsAsync();

        session.Patch<Target>(x => x.Color == Color.Blue).Set(x => x.Number, 77);
        await session.SaveChangesAsync();

        (await session.Query<Target>().CountAsync(x => x.Number == 77)).ShouldBe(2);
    }

    [Fact]
    public async Task A_value_is_copied_to_several_places()
    {
        await using var session = await TargetsAsync();

        var copied = await AfterAsync(session, p => p.Duplicate(x => x.String, x => x.AnotherString, x => x.Inner!.String, x => x.Inner!.Deeper!.String), 1);

        (copied.AnotherString, copied.Inner!.String, copied.Inner.Deeper!.String).ShouldBe(("beta", "beta", "beta"));
    }

    [Fact]
    public async Task Numbers_go_up_by_one_or_by_what_is_said()
    {
        await using var session = await TargetsAsync();

        (await AfterAsync(session, p => p.Increment(x => x.Number))).Number.ShouldBe(2);
        (await AfterAsync(session, p => p.Increment(x => x.Number, 3))).Number.ShouldBe(5);
    }

    [Fact]
    public async Task Operations_are_chained()
    {
        await using var session = await TargetsAsync();

        (await AfterAsync(session, p => p.Set(x => x.Number, 10).Increment(x => x.Number, 10))).Number.ShouldBe(20);
    }

    [Fact]
    public async Task Objects_are_appended_and_inserted()
    {
        await using var session = await TargetsAsync();

        (await AfterAsync(session, p => p.Append(x => x.Children, new Child { Number = 9 }))).Children.Select(c => c.Number).ShouldBe([1, 6, 9]);
        (await AfterAsync(session, p => p.Insert(x => x.Children, new Child { Number = 8 }, 0))).Children.Select(c => c.Number).ShouldBe([8, 1, 6, 9]);
        (await AfterAsync(session, p => p.Insert(x => x.Children, new Child { Number = 7 }))).Children.Count.ShouldBe(5);
        (await AfterAsync(session, p => p.AppendIfNotExists(x => x.Children, Known))).Children.Count.ShouldBe(5);
        (await AfterAsync(session, p => p.InsertIfNotExists(x => x.Children, Known))).Children.Count.ShouldBe(5);
        (await AfterAsync(session, p => p.AppendIfNotExists(x => x.Children, new Child { Number = 9, Name = "new" }, c => c.Number == 9))).Children.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Elements_are_removed()
    {
        await using var session = await TargetsAsync();

        (await AfterAsync(session, p => p.Remove(x => x.NumberArray, 2))).NumberArray.ShouldBe([1, 3]);
        (await AfterAsync(session, p => p.Append(x => x.NumberArray, 1).Remove(x => x.NumberArray, 1, RemoveAction.RemoveAll))).NumberArray.ShouldBe([3]);
        (await AfterAsync(session, p => p.Remove(x => x.Children, Known))).Children.Single().Number.ShouldBe(1);
        (await AfterAsync(session, p => p.Remove(x => x.Children, c => c.Number == 1))).Children.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deep_member_gets_another_name()
    {
        await using var session = await TargetsAsync();

        var renamed = await AfterAsync(session, p => p.Rename("Number", x => x.Inner!.Deeper!.Number), 0);

        renamed.Inner!.Deeper!.Number.ShouldBe(11);
        (await AfterAsync(session, p => p.Set("Old", x => x.Inner, "was").Rename("Old", x => x.Inner!.String!))).Inner!.String.ShouldBe("was");
    }

    [Fact]
    public async Task Members_are_deleted_by_name_by_place_and_by_themselves()
    {
        await using var session = await TargetsAsync();

        (await AfterAsync(session, p => p.Delete("String"))).String.ShouldBeNull();
        (await AfterAsync(session, p => p.Delete("String", x => x.Inner))).Inner!.String.ShouldBeNull();
        (await AfterAsync(session, p => p.Delete(x => x.Inner))).Inner.ShouldBeNull();
    }
}
