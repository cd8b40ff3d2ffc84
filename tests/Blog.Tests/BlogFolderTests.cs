namespace Blog.Tests;

public class BlogFolderTests
{
    private const string Post = "---\ntitle: A\n---\nbody";

    [Fact]
    public void Posts_of_any_depth_and_extension_come_in_the_order_of_their_names()
    {
        using var blog = new TempBlog()
            .With("b.md", Post).With("a.markdown", Post).With("c.MKD", Post).With("d.mkdown", Post).With("e.mkdn", Post)
            .With("x/y/z/deep.md", Post).With("note.txt", Post).With(".git/f.md", Post).With("_site/g.md", Post);
        blog.Read().Select(post => post.Path).ShouldBe(["a.markdown", "b.md", "c.MKD", "d.mkdown", "e.mkdn", "x/y/z/deep.md"]);
    }

    [Fact]
    public void What_is_no_post_is_left_out()
    {
        using var blog = new TempBlog().With("README.md", "# Hello").With("blog/_index.md", Post).With("2026-01-01-plain-text.md", "Body");
        var post = blog.Read().ShouldHaveSingleItem().ShouldBeOfType<SourcePost>();
        (post.Title, post.Body).ShouldBe(("Plain Text", "Body"));
    }

    [Fact]
    public void Pages_of_a_Jekyll_site_are_no_posts_and_drafts_are_unpublished()
    {
        using var blog = new TempBlog()
            .With("_config.yml", "title: Site").With("about.md", Post).With("_posts/2026-01-01-a.md", Post).With("_drafts/idea.md", Post);
        var posts = blog.Read().Cast<SourcePost>().ToList();
        posts.Select(post => (post.Path, post.Published)).ShouldBe([("_drafts/idea.md", false), ("_posts/2026-01-01-a.md", true)]);
        posts[0].Date.ShouldBeNull();
    }

    [Fact]
    public void Links_in_a_circle_end_and_a_broken_link_is_reported()
    {
        using var blog = new TempBlog().With("posts/a.md", Post);
        Directory.CreateSymbolicLink(Path.Combine(blog.Root, "posts", "loop"), blog.Root);
        Directory.CreateSymbolicLink(Path.Combine(blog.Root, "posts", "self"), Path.Combine(blog.Root, "posts"));
        File.CreateSymbolicLink(Path.Combine(blog.Root, "broken.md"), Path.Combine(blog.Root, "nowhere.md"));

        var results = blog.Read();
        results.OfType<SourcePost>().ShouldHaveSingleItem().Path.ShouldEndWith("a.md");
        results.OfType<ReadFailure>().ShouldHaveSingleItem().Path.ShouldBe("broken.md");
    }

    [Fact]
    public void Bad_files_are_reported_and_the_others_go_in()
    {
        using var blog = new TempBlog()
            .With("a.md", "---\ntitle: a: b: c\n---\n").With("b.md", Post).With("c.md", "---\ndate: never\n---\n")
            .With("d.md", [0x2D, 0x2D, 0x2D, 0x0A, 0x81, 0x0A]).With("2026-13-45-e.md", "text").With("f.md", "---\ntitle: a\0b\n---\n");
        var results = blog.Read();
        results.OfType<SourcePost>().ShouldHaveSingleItem().Path.ShouldBe("b.md");
        var failures = results.OfType<ReadFailure>().ToDictionary(failure => failure.Path, failure => failure.Reason);
        failures["a.md"].ShouldStartWith("Line 2:");
        failures["c.md"].ShouldBe("The date 'never' is not one that can be read.");
        failures["d.md"].ShouldContain("neither UTF-8 nor Windows-1252");
        failures["2026-13-45-e.md"].ShouldContain("'2026-13-45'");
        failures["f.md"].ShouldContain("NUL");
        failures.Values.ShouldAllBe(reason => !reason.Contains('\n'));
    }

    [Fact]
    public void A_huge_file_is_not_loaded()
    {
        using var blog = new TempBlog();
        using (var file = File.Create(Path.Combine(blog.Root, "dump.md"))) file.SetLength(SourceText.MaxBytes + 1L);
        blog.Read().ShouldHaveSingleItem().ShouldBeOfType<ReadFailure>().Reason.ShouldContain("32 MB");
    }

    [Fact]
    public void A_missing_folder_is_an_error_at_once() =>
        Should.Throw<DirectoryNotFoundException>(() => BlogFolder.ReadPosts("/no/such/blog")).Message.ShouldContain("/no/such/blog");

    [Fact]
    public void The_posts_of_the_sample_are_all_read()
    {
        var posts = BlogFolder.ReadPosts(Path.Combine(AppContext.BaseDirectory, "Posts")).ToList();
        posts.Count.ShouldBe(10);
        posts.ShouldAllBe(post => post is SourcePost);
        posts.Cast<SourcePost>().GroupBy(post => post.Title).Count(group => group.Count() == 2).ShouldBe(1);
    }
}
