using System.Globalization;
using AdvancedAlchemy.Marten;
using Blog.Model;
using Marten;
using Marten.Pagination;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Posts, newest first, page by page.</summary>
internal static class ListCommand
{
    private const int PageSize = 20;

    internal static async Task<int> RunAsync(BlogContext context)
    {
        await using var session = context.Documents.QuerySession();
        IQueryable<Post> query = session.Query<Post>();
        if (context.Options.Values.TryGetValue("--tag", out var name))
        {
            var tag = await Tags.FindAsync(session, name, context.Token);
            query = query.LinkedTo(post => post.TagIds, tag.Id);
        }

        var page = await query.OrderByDescending(post => post.PublishedAt).ThenBy(post => post.Id).ToPagedListAsync(Page(context), PageSize, context.Token);
        if (page.Count == 0)
        {
            context.Console.MarkupLine("[grey]No posts here.[/]");
            return 0;
        }

        await PostTable.WriteAsync(context, session, [.. page]);
        context.Console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[grey]Page {page.PageNumber} of {page.PageCount}, {page.TotalItemCount} posts[/]");
        return 0;
    }

    private static int Page(BlogContext context)
    {
        if (!context.Options.Values.TryGetValue("--page", out var text)) return 1;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page > 0
            ? page
            : throw new UsageException("--page takes a number from 1");
    }
}
