using AdvancedAlchemy.Marten.Testing;
using JasperFx.Core;
using Marten;

namespace MartenFacts.Querying;

public class PredicateFormTests(PostgresFixture postgres) : FactsTest(postgres)
{
    [Fact]
    public async Task A_list_of_times_is_searched_whatever_the_kind_of_the_time()
    {
        var store = Store();
        var noon = new DateTime(2024, 5, 1, 12, 0, 0, DateTimeKind.Utc);
        await SaveAsync(store, new Form { Times = [noon] }, new Form { Times = [noon.AddDays(1)] });
        await using var session = store.QuerySession();
        var unspecified = DateTime.SpecifyKind(noon, DateTimeKind.Unspecified);

        (await session.Query<Form>().CountAsync(x => x.Times.Contains(noon))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Times.Any(t => t == unspecified))).ShouldBe(1);
    }

    [Fact]
    public async Task A_stored_time_is_found_by_its_own_value_also_if_it_is_finer_than_a_microsecond()
    {
        var store = Store();
        DateTime[] times = [new DateTime(2024, 5, 1).AddTicks(1_234_567), new DateTime(2024, 5, 1).AddTicks(9_999_999), default, DateTime.MaxValue];
        await SaveAsync(store, [.. times.Select(t => new Form { Time = t, Span = TimeSpan.FromTicks(t.Ticks) })]);
        await using var session = store.QuerySession();
        foreach (var time in times)
        {
            var span = TimeSpan.FromTicks(time.Ticks);
            (await session.Query<Form>().CountAsync(x => x.Time == time)).ShouldBe(1);
            (await session.Query<Form>().CountAsync(x => x.Span == span)).ShouldBe(1);
        }
    }

    [Fact]
    public async Task Text_is_compared_without_regard_to_case_with_captured_text_and_with_other_members()
    {
        var store = Store();
        await SaveAsync(store, new Form { Text = "Abc", Other = "aBC" }, new Form { Text = "x_c", Other = "abc" });
        await using var session = store.QuerySession();

        (await session.Query<Form>().CountAsync(x => x.Text!.Equals("aBc", StringComparison.OrdinalIgnoreCase))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Text!.EqualsIgnoreCase("ABC"))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Text!.EqualsIgnoreCase("X%C"))).ShouldBe(0);
        (await session.Query<Form>().CountAsync(x => string.Equals(x.Text, x.Other, StringComparison.OrdinalIgnoreCase))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Text!.StartsWith(x.Other!, StringComparison.OrdinalIgnoreCase))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Text!.Trim('A') == "bc")).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => string.Concat(x.Text, "-", x.Other) == "x_c-abc")).ShouldBe(1);
    }

    [Fact]
    public async Task Objects_and_nothing_are_told_apart_and_defaults_stand_in_for_nothing()
    {
        var store = Store();
        await SaveAsync(store, new Form { Number = 3, Child = new Form { Number = 4 } }, new Form());
        await using var session = store.QuerySession();
        Form? none = null;

        (await session.Query<Form>().CountAsync(x => x.Child == none)).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Child != null)).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Number.Equals(3))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => Equals(x.Number, null))).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Number.GetValueOrDefault(9) == 9)).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Child!.Number!.Value + x.Number == 7)).ShouldBe(1);
        (await session.Query<Form>().CountAsync(x => x.Number.HasValue == (x.Child != null))).ShouldBe(2);
    }

    public class Form
    {
        public Guid Id { get; set; }

        public string? Text { get; set; }

        public string? Other { get; set; }

        public int? Number { get; set; }

        public DateTime Time { get; set; }

        public TimeSpan Span { get; set; }

        public List<DateTime> Times { get; set; } = [];

        public Form? Child { get; set; }
    }
}
