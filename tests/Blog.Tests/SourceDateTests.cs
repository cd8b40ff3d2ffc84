namespace Blog.Tests;

public class SourceDateTests
{
    [Theory]
    [InlineData("2013-11-10", "2013-11-10T00:00:00Z")]
    [InlineData("2013-1-5", "2013-01-05T00:00:00Z")]
    [InlineData("2013/11/10", "2013-11-10T00:00:00Z")]
    [InlineData("2013-11-10 10:00", "2013-11-10T10:00:00Z")]
    [InlineData("2013-11-10 10:00:00 -0800", "2013-11-10T18:00:00Z")]
    [InlineData("2013-11-10 10:00:00 +05:30", "2013-11-10T04:30:00Z")]
    [InlineData("2013-11-10T10:00:00.25Z", "2013-11-10T10:00:00.25Z")]
    [InlineData("2013-11-10 10:00:00 PST", "2013-11-10T18:00:00Z")]
    [InlineData("2013-11-10 12:30 AM", "2013-11-10T00:30:00Z")]
    [InlineData("2013-11-10 1:30 pm", "2013-11-10T13:30:00Z")]
    [InlineData("2013-11-10 18:30:22 2013 -0800", "2013-11-11T02:30:22Z")]
    [InlineData("10 Nov 2013", "2013-11-10T00:00:00Z")]
    [InlineData("November 10, 2013", "2013-11-10T00:00:00Z")]
    [InlineData("Sun, 10 Nov 2013 10:00:00 +0100", "2013-11-10T09:00:00Z")]
    [InlineData("2999-01-01", "2999-01-01T00:00:00Z")]
    public void Dates_that_people_write(string text, string expected)
    {
        var date = SourceDate.Parse(text);
        date.ShouldBe(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture));
        date.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("never")]
    [InlineData("2013-02-30")]
    [InlineData("2013-11-10 25:00")]
    [InlineData("2013-11-10 13:00 pm")]
    [InlineData("2013-11-10 10:00:00 +9900")]
    [InlineData("0001-01-01 00:00 +0100")]
    [InlineData("3/4/2013")]
    [InlineData("1384077600")]
    [InlineData("2013-11-10 and more")]
    public void Other_texts_are_refused_by_name(string text) =>
        Should.Throw<FrontMatterException>(() => SourceDate.Parse(text)).Message.ShouldContain(text);
}
