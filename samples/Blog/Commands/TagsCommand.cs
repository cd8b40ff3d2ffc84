using System.Globalization;
using Blog.Model;
using Marten;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Tags and how many posts have them.</summary>
internal static class TagsCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        await using var session = context.Documents.QuerySession();
        var tags = await session.Query<Tag>().OrderBy(tag => tag.Slug).ToListAsync(context.Token);
        if (tags.Count == 0)
        {
            context.Console.MarkupLine("[grey]No tags yet.[/]");
            return 0;
        }

        var counts = (await session.Query<Post>().Select(post => post.TagIds).ToListAsync(context.Token))
            .SelectMany(ids => ids).CountBy(id => id).ToDictionary();
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Id", "Tag", "Slug").AddColumn(new TableColumn("Posts").RightAligned());
        foreach (var tag in tags)
        {
            table.AddRow(
                new Text(tag.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(tag.Name),
                new Text(tag.Slug, new Style(Color.Grey)),
                new Text(counts.GetValueOrDefault(tag.Id).ToString(CultureInfo.InvariantCulture)));
        }

        context.Console.Write(table);
        return 0;
    }
}
