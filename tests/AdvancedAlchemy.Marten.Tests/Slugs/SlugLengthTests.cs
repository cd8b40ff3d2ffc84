namespace AdvancedAlchemy.Marten.Tests.Slugs;

public class SlugLengthTests
{
    [Theory]
    [InlineData("short", 10, "short")]
    [InlineData("one-two-three", 13, "one-two-three")]
    [InlineData("one-two-three", 12, "one-two")]
    [InlineData("one-two-three", 7, "one-two")]
    [InlineData("one-two-three", 8, "one-two")]
    [InlineData("one_-_two", 6, "one")]
    [InlineData("a-verylongword", 8, "a-verylo")]
    [InlineData("unbroken", 3, "unb")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀c", 4, "ab😀")]
    public void It_cuts_between_words_and_never_inside_a_character(string slug, int length, string cut) =>
        SlugLength.Cut(slug, length).ShouldBe(cut);

    [Theory]
    [InlineData("race", 1, "race")]
    [InlineData("race", 2, "race-2")]
    [InlineData("race", 30, "race-30")]
    public void Numbers_start_at_two(string slug, int number, string numbered) => SlugLength.WithNumber(slug, number).ShouldBe(numbered);

    [Fact]
    public void A_number_counts_towards_the_limit()
    {
        var slug = new string('a', 100);
        SlugLength.WithNumber(slug, 2).ShouldBe(new string('a', 98) + "-2");
        SlugLength.WithNumber(slug, long.MaxValue).Length.ShouldBe(100);
        SlugLimits.MaxLength.ShouldBe(100);
    }
}
