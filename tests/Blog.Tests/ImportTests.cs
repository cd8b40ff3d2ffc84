using AdvancedAlchemy.Marten.Testing;

namespace Blog.Tests;

public class ImportTests(PostgresFixture postgres)
{
    [Fact]
    public async Task Posts_tags_and_their_links_come_in()
    {
        using var folder = new SourceFolder()
            .With("2020-01-02-first.md", SourceFolder.Post("First", "[C#, c#, C++]"))
            .With("deep/er/2020-01-03-second.md", SourceFolder.Post("Second", "[' C# ']"));
        var blog = await BlogRun.StartAsync(postgres);

        var (code, output) = await blog.RunAsync("import", folder.Path);

        code.ShouldBe(0, output);
        output.ShouldContain("2 new");
        var tags = await blog.TagsAsync();
        tags.Select(t => t.Slug).ShouldBe(["c-plus-plus", "c-sharp"]);
        var posts = await blog.PostsAsync();
        posts.Select(p => p.Slug).ShouldBe(["first", "second"]);
        posts[0].TagIds.ShouldBe([tags[1].Id, tags[0].Id]);
        posts[1].TagIds.ShouldBe([tags[1].Id]);
        posts[0].CreatedAt.ShouldBe(new DateTimeOffset(2020, 1, 2, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_second_import_changes_nothing_and_stamps_nothing()
    {
        using var folder = new SourceFolder();
        for (var i = 0; i < 120; i++) folder.With($"2020-01-02-post-{i}.md", SourceFolder.Post($"Post {i % 40}", $"[a, b{i % 7}]"));
        var blog = await BlogRun.StartAsync(postgres);
        (await blog.RunAsync("import", folder.Path)).Output.ShouldContain("120 new");
        var before = await blog.PostsAsync();

        var (code, output) = await blog.RunAsync("import", folder.Path);

        code.ShouldBe(0, output);
        output.ShouldContain("0 new, 0 changed, 120 unchanged");
        var after = await blog.PostsAsync();
        after.Select(p => (p.Id, p.Version, p.UpdatedAt, p.Slug)).ShouldBe(before.Select(p => (p.Id, p.Version, p.UpdatedAt, p.Slug)));
    }

    [Fact]
    public async Task A_changed_file_changes_its_post_alone_and_keeps_its_address()
    {
        using var folder = new SourceFolder()
            .With("2020-01-02-first.md", SourceFolder.Post("First"))
            .With("2020-01-03-second.md", SourceFolder.Post("Second"));
        var blog = await BlogRun.StartAsync(postgres);
        await blog.RunAsync("import", folder.Path);
        folder.With("2020-01-02-first.md", SourceFolder.Post("First, revised"));

        var (_, output) = await blog.RunAsync("import", folder.Path);

        output.ShouldContain("0 new, 1 changed, 1 unchanged");
        var posts = await blog.PostsAsync();
        posts.Select(p => (p.Title, p.Slug, p.Version)).ShouldBe([("First, revised", "first", 2), ("Second", "second", 1)]);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_reported_and_the_others_go_in()
    {
        using var folder = new SourceFolder()
            .With("2020-01-02-good.md", SourceFolder.Post("Good"))
            .With("2020-01-03-bad.md", "---\ntitle: [unclosed\n---\ntext");
        var blog = await BlogRun.StartAsync(postgres);

        var (code, output) = await blog.RunAsync("import", folder.Path);

        code.ShouldBe(1);
        output.ShouldContain("1 new");
        output.ShouldContain("2020-01-03-bad.md");
        (await blog.PostsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_export_can_be_imported_again()
    {
        using var folder = new SourceFolder()
            .With("2020-01-02-a.md", SourceFolder.Post("Colons: and 'quotes'", "[C#, 'two words', ' 2014 ']", "# Head\n\n---\n\nBody"))
            .With("2020-01-03-b.md", SourceFolder.Post("größer", "[yes, \"null\"]"));
        var blog = await BlogRun.StartAsync(postgres);
        await blog.RunAsync("import", folder.Path);
        using var exported = new SourceFolder();
        (await blog.RunAsync("export", exported.Path)).Code.ShouldBe(0);

        var copy = await BlogRun.StartAsync(postgres);
        (await copy.RunAsync("import", exported.Path)).Code.ShouldBe(0);

        var (originals, copies) = (await blog.PostsAsync(), await copy.PostsAsync());
        copies.Select(p => (p.Title, p.Slug, p.PublishedAt, p.Published, Body: p.Content.Trim()))
            .ShouldBe(originals.Select(p => (p.Title, p.Slug, p.PublishedAt, p.Published, Body: p.Content.Trim())));
        (await copy.TagsAsync()).Select(t => (t.Name, t.Slug)).ShouldBe((await blog.TagsAsync()).Select(t => (t.Name, t.Slug)));
    }
}
