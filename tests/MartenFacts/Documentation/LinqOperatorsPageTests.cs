using AdvancedAlchemy.Marten.Testing;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The page "Supported Linq Operators".</summary>
public class LinqOperatorsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task Element_operators_give_one_document_or_tell_that_there_is_none()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().Where(x => x.Number == 5).SingleAsync()).Color.ShouldBe(Color.Red);
        (await session.Query<Target>().Where(x => x.Number == 55).SingleOrDefaultAsync()).ShouldBeNull();
        (await session.Query<Target>().Where(x => x.Number > 1).OrderBy(x => x.Date).FirstAsync()).Number.ShouldBe(2);
        (await session.Query<Target>().Where(x => x.Number > 100).OrderBy(x => x.Date).FirstOrDefaultAsync()).ShouldBeNull();
        (await session.Query<Target>().SingleAsync(x => x.Number == 5)).Color.ShouldBe(Color.Red);
        (await Should.ThrowAsync<InvalidOperationException>(session.Query<Target>().FirstAsync(x => x.Number == 55))).Message.ShouldBe("Sequence contains no elements");
        (await Should.ThrowAsync<InvalidOperationException>(session.Query<Target>().SingleAsync(x => x.Number > 1))).Message.ShouldBe("Sequence contains more than one element");
    }

    [Fact]
    public async Task Basic_operators_compare_a_member_with_a_value()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Number == 5))).ShouldBe([5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number != 5))).ShouldBe([1, 2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 5))).ShouldBe([10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number >= 5))).ShouldBe([5, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number < 5))).ShouldBe([1, 2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number <= 5))).ShouldBe([1, 2, 5]);
    }

    [Fact]
    public async Task And_and_or_combine_conditions()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 0 && x.Number <= 5))).ShouldBe([1, 2, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number == 5 || x.Date == new DateTime(2020, 1, 1)))).ShouldBe([1, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number > 0).Where(x => x.Flag))).ShouldBe([1, 5]);
    }

    [Fact]
    public async Task Members_of_members_are_searched_at_any_depth()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Inner!.Number == 2))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Inner!.Deeper!.Number == 11))).ShouldBe([1]);
    }

    [Fact]
    public async Task A_captured_list_says_which_values_are_wanted()
    {
        await using var session = await TargetsAsync();
        var list = new List<int> { 1, 5, 42 };

        (await NumbersAsync(session.Query<Target>().Where(x => list.Contains(x.Number)))).ShouldBe([1, 5]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number.IsOneOf(2, 10)))).ShouldBe([2, 10]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Number.In(list)))).ShouldBe([1, 5]);
    }

    [Fact]
    public async Task Documents_come_in_the_order_that_was_asked_for()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().OrderBy(x => x.Date).Select(x => x.Number).ToListAsync()).ShouldBe([1, 2, 5, 10]);
        (await session.Query<Target>().OrderByDescending(x => x.Date).Select(x => x.Number).ToListAsync()).ShouldBe([10, 5, 2, 1]);
        (await session.Query<Target>().OrderBy(x => x.Flag).ThenBy(x => x.Number).Select(x => x.Number).ToListAsync()).ShouldBe([2, 10, 1, 5]);
        (await session.Query<Target>().OrderBy(x => x.Flag).ThenByDescending(x => x.Number).Select(x => x.Number).ToListAsync()).ShouldBe([10, 2, 5, 1]);
    }

    [Fact]
    public async Task Order_may_ignore_case_and_may_be_named_by_text()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().OrderBy(x => x.UserName, StringComparer.OrdinalIgnoreCase).Select(x => x.UserName).FirstAsync()).ShouldBe("bill");
        (await session.Query<User>().OrderBy("LastName", "UserName DESC").Select(x => x.UserName).ToListAsync()).ShouldBe(["lindsey", "max", "jeremy", "bill"]);
        (await session.Query<User>().OrderByDescending("Age").ThenBy("UserName").Select(x => x.Age).ToListAsync()).ShouldBe([60, 40, 35, 8]);
        (await session.Query<User>().OrderBySql("CAST(data ->> 'Age' as integer) % 10").ThenBySql("data ->> 'UserName'").Select(x => x.UserName).FirstAsync()).ShouldBe("bill");
    }

    [Fact]
    public async Task Take_and_Skip_make_a_page()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().OrderBy(x => x.Number).Skip(1).Take(2).Select(x => x.Number).ToListAsync()).ShouldBe([2, 5]);
    }

    [Fact]
    public async Task Aggregates_are_worked_out_by_the_server()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().CountAsync()).ShouldBe(4);
        (await session.Query<Target>().LongCountAsync(x => x.Flag)).ShouldBe(2);
        (await session.Query<Target>().AnyAsync(x => x.Number == 10)).ShouldBeTrue();
        (await session.Query<Target>().MinAsync(x => x.Number)).ShouldBe(1);
        (await session.Query<Target>().MaxAsync(x => x.Number)).ShouldBe(10);
        (await session.Query<Target>().SumAsync(x => x.Number)).ShouldBe(18);
        (await session.Query<Target>().AverageAsync(x => x.Number)).ShouldBe(4.5);
        (await session.Query<Target>().Where(x => x.Number > 100).SumAsync(x => x.Number)).ShouldBe(0);
    }

    [Fact]
    public async Task Modulo_is_a_condition()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Number % 5 == 0))).ShouldBe([5, 10]);
    }

    [Fact]
    public async Task A_dictionary_is_searched_by_its_keys()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Labels.ContainsKey("size")))).ShouldBe([2]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Labels["color"] == "blue"))).ShouldBe([1]);
        (await NumbersAsync(session.Query<Target>().Where(x => x.Labels.Any(p => p.Key == "color")))).ShouldBe([1, 2]);
    }
}
