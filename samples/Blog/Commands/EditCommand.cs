using Spectre.Console;

namespace Blog.Commands;

/// <summary>Changes a title. The slug stays, and so do links to the post.</summary>
internal static class EditCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        var slug = context.Options.Word(1, "the post's slug");
        if (!context.Options.Values.TryGetValue("--title", out var title) || string.IsNullOrWhiteSpace(title)) throw new UsageException("Missing: --title");

        await using var session = context.Documents.LightweightSession();
        var post = await Posts.FindAsync(session, slug, context.Token);
        var before = post.UpdatedAt;
        post.Title = title.Trim();
        session.Update(post);
        await session.SaveChangesAsync(context.Token);
        context.Console.MarkupLineInterpolated($"[green]{post.Slug}[/] is now '{post.Title}', revision {post.Version}, updated {before:HH:mm:ss.fff} -> {post.UpdatedAt:HH:mm:ss.fff}");
        return 0;
    }
}
