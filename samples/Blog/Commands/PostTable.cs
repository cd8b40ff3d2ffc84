using System.Globalization;
using Blog.Model;
using Marten;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Posts as a table.</summary>
internal static class PostTable
{
    internal static async Task WriteAsync(BlogContext context, IQuerySession session, IReadOnlyList<Post> posts)
    {
        var tags = (await session.LoadManyAsync<Tag>(context.Token, posts.SelectMany(p => p.TagIds).Distinct())).ToDictionary(t => t.Id);
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Id", "Date", "Title", "Tags", "Slug");
        foreach (var post in posts)
        {
            var names = post.TagIds.Where(tags.ContainsKey).Select(id => tags[id].Name);
            table.AddRow(
                new Text(post.Id.ToString(CultureInfo.InvariantCulture)),
                new Text(post.PublishedAt is { } date ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "draft"),
                new Text(post.Title),
                new Text(string.Join(", ", names)),
                new Text(post.Slug, new Style(Color.Grey)));
        }

        context.Console.Write(table);
    }
}
