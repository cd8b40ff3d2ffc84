using AdvancedAlchemy.Marten.Testing;
using JasperFx.Core;
using Marten;

namespace MartenFacts.Documentation;

/// <summary>The pages "Supported Linq Operators" and "Searching on String Fields": the forms that an operator may have.</summary>
public class LinqOperatorFormsPageTests(PostgresFixture postgres) : DocumentationTest(postgres)
{
    [Fact]
    public async Task All_documents_of_a_type_are_found()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().ToListAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task The_last_document_is_refused()
    {
        await using var session = await TargetsAsync();

        Should.Throw<NotSupportedException>(() => session.Query<Target>().OrderBy(x => x.Date).Last());
        Should.Throw<NotSupportedException>(() => session.Query<Target>().OrderBy(x => x.Date).LastOrDefault());
    }

    [Fact]
    public async Task Synchronous_operators_are_refused()
    {
        await using var session = await TargetsAsync();

        Should.Throw<NotSupportedException>(() => session.Query<Target>().Single(x => x.Number == 5));
        Should.Throw<NotSupportedException>(() => session.Query<Target>().Count());
        Should.Throw<NotSupportedException>(() => session.Query<Target>().OrderBy(x => x.Number).ToArray());
    }

    [Theory]
    [InlineData("Date", "1,2,5,10")]
    [InlineData("Date ASC", "1,2,5,10")]
    [InlineData("Date asc", "1,2,5,10")]
    [InlineData("Number DESC", "10,5,2,1")]
    [InlineData("Number desc", "10,5,2,1")]
    public async Task Order_is_named_by_a_property_and_its_direction(string order, string expected)
    {
        await using var session = await TargetsAsync();

        string.Join(',', await session.Query<Target>().OrderBy(order).Select(x => x.Number).ToListAsync()).ShouldBe(expected);
    }

    [Fact]
    public async Task Names_of_properties_are_combined()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().OrderBy("Flag").ThenBy("Number").Select(x => x.Number).ToListAsync()).ShouldBe([2, 10, 1, 5]);
        (await session.Query<Target>().OrderByDescending("Flag").ThenBy("Number").Select(x => x.Number).ToListAsync()).ShouldBe([1, 5, 2, 10]);
        (await session.Query<Target>().OrderBy("Flag").ThenByDescending("Number").Select(x => x.Number).ToListAsync()).ShouldBe([10, 2, 5, 1]);
        (await session.Query<Target>().OrderBy("Flag DESC", "Number").Select(x => x.Number).ToListAsync()).ShouldBe([1, 5, 2, 10]);
    }

    [Fact]
    public async Task Order_by_SQL_and_order_without_case()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().OrderBySql("substring(d.data ->> 'AnotherString', 1, 2)").Select(x => x.Number).FirstAsync()).ShouldBe(10);
        (await session.Query<Target>().Where(x => x.String != null).OrderBy(x => x.String!, StringComparer.InvariantCultureIgnoreCase).Select(x => x.Number).ToListAsync()).ShouldBe([1, 2, 5]);
        (await session.Query<Target>().Where(x => x.String != null).OrderBy(x => x.String!, StringComparer.OrdinalIgnoreCase).Select(x => x.Number).ToListAsync()).ShouldBe([1, 2, 5]);
    }

    [Fact]
    public async Task A_page_may_be_asked_for_before_its_order()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().Skip(1).Take(2).OrderBy(x => x.Number).ToListAsync()).Select(x => x.Number).ShouldBe([2, 5]);
    }

    [Fact]
    public async Task Groups_have_every_aggregate()
    {
        await using var session = await TargetsAsync();

        var groups = await session.Query<Target>().GroupBy(x => x.Color)
            .Select(g => new { Color = g.Key, Count = g.Count(), Long = g.LongCount(), Sum = g.Sum(x => x.Number), Min = g.Min(x => x.Number), Max = g.Max(x => x.Number), Average = g.Average(x => x.Number) })
            .ToListAsync();

        var blue = groups.Single(g => g.Color == Color.Blue);
        (blue.Count, blue.Long, blue.Sum, blue.Min, blue.Max, blue.Average).ShouldBe((2, 2L, 11, 1, 10, 5.5));
        groups.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Groups_are_filtered_before_and_after_they_are_made()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().Where(x => x.Number > 1).GroupBy(x => x.Color).Select(g => new { Color = g.Key, Count = g.Count() }).ToListAsync()).Max(g => g.Count).ShouldBe(1);
        (await session.Query<Target>().GroupBy(x => x.Color).Where(g => g.Count() > 1).Select(g => new { Color = g.Key, Count = g.Count() }).ToListAsync()).Single().ShouldBe(new { Color = Color.Blue, Count = 2 });
        (await session.Query<Target>().GroupBy(x => new { x.Color, x.Flag }).Select(g => new { Color = g.Key.Color, Text = g.Key.Flag, Count = g.Count() }).ToListAsync()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Several_members_together_are_distinct()
    {
        var store = Store();
        await SaveAsync(store, new Target { Number = 1, Decimal = 1 }, new Target { Number = 1, Decimal = 2 }, new Target { Number = 1, Decimal = 2 }, new Target { Number = 2, Decimal = 1 });
        await using var session = store.QuerySession();

        (await session.Query<Target>().Select(x => new { x.Number, x.Decimal }).Distinct().ToListAsync()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Modulo_goes_with_a_comparison_of_enumerations()
    {
        await using var session = await TargetsAsync();

        (await NumbersAsync(session.Query<Target>().Where(x => x.Number % 2 == 0 && x.Color < Color.Green))).ShouldBe([10]);
    }

    [Fact]
    public async Task EqualsIgnoreCase_compares_text_without_case()
    {
        await using var session = await UsersAsync();

        (await session.Query<User>().SingleAsync(x => x.UserName.EqualsIgnoreCase("max"))).Id.ShouldBe(Users[1].Id);
        (await session.Query<User>().SingleAsync(x => x.UserName.EqualsIgnoreCase("mAx"))).Id.ShouldBe(Users[1].Id);
    }

    [Fact]
    public async Task Counts_of_both_sizes_are_asked_for()
    {
        await using var session = await TargetsAsync();

        (await session.Query<Target>().CountAsync(x => x.Number > 1)).ShouldBe(3);
        (await session.Query<Target>().LongCountAsync()).ShouldBe(4L);
    }
}
