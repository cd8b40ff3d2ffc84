using AdvancedAlchemy.Marten;
using Blog.Model;
using Marten;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>Posts by tag, tags of a post.</summary>
internal static class LinksStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        Step.Begin(context.Console, "Many-to-many by id lists", "session.Query<Post>().LinkedTo(p => p.TagIds, tag.Id)   // by an index");
        await using var session = context.Documents.QuerySession();
        var used = await session.Query<Post>().OrderByDescending(post => post.PublishedAt).Take(50).ToListAsync(context.Token);
        if (used.SelectMany(post => post.TagIds).CountBy(id => id).OrderByDescending(pair => pair.Value).FirstOrDefault() is not { Value: > 0 } most)
        {
            context.Console.MarkupLine("[grey]No post has a tag.[/]");
            return;
        }

        var tag = (await session.LoadAsync<Tag>(most.Key, context.Token))!;
        var posts = await session.Query<Post>().LinkedTo(post => post.TagIds, tag.Id).OrderByDescending(post => post.PublishedAt).Take(5).ToListAsync(context.Token);
        context.Console.MarkupLineInterpolated($"Posts tagged [green]{tag.Name}[/]:");
        await Commands.PostTable.WriteAsync(context, session, posts);
    }
}
