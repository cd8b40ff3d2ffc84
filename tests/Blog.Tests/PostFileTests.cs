namespace Blog.Tests;

public class PostFileTests
{
    [Fact]
    public void Jekyll_front_matter()
    {
        var post = Parse(
            "---\nlayout: post\ntitle:  \"Hello: World\"\n" +
            "date: 2013-11-10 10:00:00 -0800\nauthor: Ada\ntags: one two\ncategory: Event Sourcing\n---   \n\n{% raw %}*body*\n",
            "_posts/2013-11-09-hello-world.md");
        post.ShouldBe(post with { Title = "Hello: World", Body = "{% raw %}*body*\n", Published = true, SlugHint = "hello-world", Author = "Ada" });
        post.Date.ShouldBe(new DateTimeOffset(2013, 11, 10, 18, 0, 0, TimeSpan.Zero));
        post.Date!.Value.Offset.ShouldBe(TimeSpan.Zero);
        post.Tags.ShouldBe(["one", "two", "Event Sourcing"]);
    }

    [Theory]
    [InlineData("tags:", "")]
    [InlineData("tags: ~", "")]
    [InlineData("tags: []", "")]
    [InlineData("tags: [C#, c#, \" C# \", ~, 2014]", "C#|c#|C#|2014")]
    [InlineData("tags:\n- a\n-\n- b c", "a|b c")]
    [InlineData("tags: a, b c", "a|b c")]
    [InlineData("tags: 2014", "2014")]
    [InlineData("tag: b c", "b c")]
    [InlineData("tags: a\ncategories: b", "a|b")]
    [InlineData("tags: [a, {b: c}, [d], e]", "a|e")]
    [InlineData("x: &t [a, b]\ntags: *t", "a|b")]
    [InlineData("tags: [x]\ntags: [y]", "y")]
    [InlineData("x: {tags: [a]}", "")]
    public void Tags_in_every_shape(string yaml, string tags) =>
        string.Join('|', Parse($"---\n{yaml}\n---\n").Tags).ShouldBe(tags);

    [Theory]
    [InlineData("published: false", false)]
    [InlineData("published: no", false)]
    [InlineData("draft: true", false)]
    [InlineData("draft: false", true)]
    [InlineData("published: true", true)]
    [InlineData("published:", true)]
    public void Published_or_not(string yaml, bool published) => Parse($"---\n{yaml}\n---\n").Published.ShouldBe(published);

    [Theory]
    [InlineData("2017-2-5-no-zeroes.md", "No Zeroes", "no-zeroes")]
    [InlineData("posts/some_page.md", "Some Page", "some_page")]
    [InlineData("posts/my-trip/index.md", "My Trip", "my-trip")]
    [InlineData("posts/2020-01-02-my-trip/index.md", "My Trip", "my-trip")]
    [InlineData("2020-01-02.md", "2020 01 02", "2020-01-02")]
    [InlineData("2018-10-12-dots...md", "Dots..", "dots..")]
    public void A_missing_title_and_slug_come_from_the_name(string path, string title, string slug)
    {
        var post = Parse("---\ntitle: \"\"\n---\n", path);
        (post.Title, post.SlugHint).ShouldBe((title, slug));
    }

    [Fact]
    public void Hugo_front_matter_in_TOML()
    {
        var post = Parse(
            """
            +++
            # a comment
            title = "Say \"hi\" \u00e9" # another
            date = 2024-05-06T07:08:09+02:00
            draft = true
            slug = 'say-hi'
            tags = [
              "C#", 'Event Sourcing', # not the last
              "x",
            ]
            weights = [1, [2, 3]]
            menu = { main = { weight = 10 } }
            summary = '''
            two
            lines'''
            [extra]
            title = "not this"
            [taxonomies]
            categories = ["news"]
            +++
            Body
            """,
            "content/hi.md");
        (post.Title, post.Published, post.SlugHint, post.Body).ShouldBe(("Say \"hi\" é", false, "say-hi", "Body"));
        post.Date.ShouldBe(new DateTimeOffset(2024, 5, 6, 5, 8, 9, TimeSpan.Zero));
        post.Tags.ShouldBe(["C#", "Event Sourcing", "x", "news"]);
    }

    [Theory]
    [InlineData("+++\ntitle = \"open\n+++\n", "Line 2: the text has no closing quote.")]
    [InlineData("+++\na = 1\ntags = [1, 2\n+++\n", "Line 4: expected ',' or ']'")]
    [InlineData("+++\njust words\n+++\n", "Line 2: expected a key")]
    [InlineData("+++\na = \n+++\n", "expected a value")]
    [InlineData("+++\na = 1\n", "no closing line '+++'")]
    [InlineData("---\na: 1\n", "no closing line '---'")]
    [InlineData("---\n- a\n---\n", "not a list of keys and values")]
    [InlineData("---\nwords\n---\n", "not a list of keys and values")]
    [InlineData("---\na: 1\nb: *none\nc: [\n---\n", "Line ")]
    public void Broken_front_matter_says_where(string text, string reason) =>
        Should.Throw<FrontMatterException>(() => Parse(text)).Message.ShouldContain(reason);

    [Fact]
    public void Deep_nesting_does_not_overflow_the_stack()
    {
        Should.Throw<FrontMatterException>(() => Parse($"+++\na = {new string('[', 100_000)}\n+++\n"));
        Parse($"---\nhost: {string.Concat(Enumerable.Repeat("[", 2_000))}{string.Concat(Enumerable.Repeat("]", 2_000))}\ntitle: T\n---\n").Title.ShouldBe("T");
    }

    [Fact]
    public void Other_encodings_and_line_ends()
    {
        const string text = "---\r\ntitle: Größe\r\n---\r\nä\r\n";
        byte[] utf8 = [0xEF, 0xBB, 0xBF, .. System.Text.Encoding.UTF8.GetBytes(text)];
        byte[] utf16 = [0xFF, 0xFE, .. System.Text.Encoding.Unicode.GetBytes(text)];
        foreach (var bytes in new[] { utf8, utf16, System.Text.Encoding.Latin1.GetBytes(text) })
        {
            var post = Parse(SourceText.Decode(bytes));
            (post.Title, post.Body).ShouldBe(("Größe", "ä\n"));
        }
    }

    [Theory]
    [InlineData("authors: [Ada, Grace]", "Ada, Grace")]
    [InlineData("author: [Ada]", "Ada")]
    [InlineData("author: {name: Ada}", null)]
    public void Authors(string yaml, string? author) => Parse($"---\n{yaml}\n---\n").Author.ShouldBe(author);

    private static SourcePost Parse(string text, string path = "2020-01-02-post.md") => PostFile.Parse(text, path).ShouldNotBeNull();
}
