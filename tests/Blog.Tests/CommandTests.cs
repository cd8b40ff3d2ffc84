using AdvancedAlchemy.Marten.Testing;

namespace Blog.Tests;

public class CommandTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Without_arguments_an_empty_blog_is_filled_and_shown()
    {
        var blog = await BlogRun.StartAsync(postgres);

        var (code, output) = await blog.RunAsync();

        code.ShouldBe(0, output);
        output.ShouldContain("Ids of every kind");
        output.ShouldContain("Bob saves: StaleDocumentException");
        output.ShouldContain("grosse-and-mass-3");
        (await blog.PostsAsync()).Count.ShouldBe(10);
        (await blog.RunAsync()).Code.ShouldBe(0);
        (await blog.PostsAsync()).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Tags_are_renamed_merged_and_deleted_on_all_their_posts()
    {
        using var folder = new SourceFolder()
            .With("2020-01-02-one.md", SourceFolder.Post("One", "[red, blue]"))
            .With("2020-01-03-two.md", SourceFolder.Post("Two", "[crimson]"))
            .With("2020-01-04-three.md", SourceFolder.Post("Three", "[crimson, red]"));
        var blog = await BlogRun.StartAsync(postgres);
        await blog.RunAsync("import", folder.Path);

        (await blog.RunAsync("tag", "merge", "crimson", "red")).Output.ShouldContain("2 posts moved");
        (await blog.RunAsync("tag", "rename", "red", "Scarlet Red")).Code.ShouldBe(0);
        (await blog.RunAsync("tag", "delete", "BLUE")).Code.ShouldBe(0);

        var tag = (await blog.TagsAsync()).ShouldHaveSingleItem();
        (tag.Name, tag.Slug).ShouldBe(("Scarlet Red", "scarlet-red"));
        (await blog.PostsAsync()).ShouldAllBe(p => p.TagIds.Count == 1 && p.TagIds[0] == tag.Id);
        (await blog.RunAsync("list", "--tag", "scarlet red")).Output.ShouldContain("3 posts");
    }

    [Fact]
    public async Task Renaming_a_tag_to_one_that_exists_is_refused()
    {
        using var folder = new SourceFolder().With("2020-01-02-one.md", SourceFolder.Post("One", "[red, blue]"));
        var blog = await BlogRun.StartAsync(postgres);
        await blog.RunAsync("import", folder.Path);

        var (code, output) = await blog.RunAsync("tag", "rename", "red", "Blue");

        code.ShouldBe(1);
        output.ShouldContain("merge");
    }

    [Fact]
    public async Task Editing_a_title_keeps_the_slug()
    {
        using var folder = new SourceFolder().With("2020-01-02-one.md", SourceFolder.Post("One"));
        var blog = await BlogRun.StartAsync(postgres);
        await blog.RunAsync("import", folder.Path);

        (await blog.RunAsync("edit", "one", "--title", "Number [one]")).Code.ShouldBe(0);

        (await blog.RunAsync("show", "one")).Output.ShouldContain("Number [one]");
        (await blog.PostsAsync()).Single().Slug.ShouldBe("one");
    }

    [Theory]
    [InlineData(2, "nonsense")]
    [InlineData(2, "list", "--page", "zero")]
    [InlineData(2, "list", "--frobnicate", "x")]
    [InlineData(2, "show")]
    [InlineData(2, "tag", "frobnicate")]
    [InlineData(1, "show", "no-such-post")]
    [InlineData(1, "list", "--tag", "no such tag")]
    [InlineData(1, "import", "/no/such/folder")]
    [InlineData(0, "list")]
    [InlineData(0, "tags")]
    [InlineData(0, "--help")]
    public async Task The_exit_code_says_what_happened(int expected, params string[] args)
    {
        var blog = await BlogRun.StartAsync(postgres);

        var (code, output) = await blog.RunAsync(args);

        code.ShouldBe(expected, output);
        output.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_error_in_plain_words()
    {
        var (code, output) = await new BlogRun("Host=127.0.0.1;Port=1;Username=nobody;Database=none").RunAsync("list");

        code.ShouldBe(1);
        output.ShouldContain("does not answer");
    }
}
