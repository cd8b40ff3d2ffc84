using System.Globalization;
using Blog.Model;
using Markdig;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>One post.</summary>
internal static class ShowCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        await using var session = context.Documents.QuerySession();
        var post = await Posts.FindAsync(session, context.Options.Word(1, "the post's slug"), context.Token);
        var tags = await session.LoadManyAsync<Tag>(context.Token, post.TagIds);

        var facts = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Add(facts, "id", post.Id.ToString(CultureInfo.InvariantCulture));
        Add(facts, "slug", post.Slug);
        Add(facts, "tags", string.Join(", ", tags.Select(t => t.Name)));
        Add(facts, "author", post.Author ?? "unknown");
        Add(facts, "published", post.Published ? Time(post.PublishedAt) : "no");
        Add(facts, "created", Time(post.CreatedAt));
        Add(facts, "updated", Time(post.UpdatedAt));
        Add(facts, "revision", post.Version.ToString(CultureInfo.InvariantCulture));
        context.Console.Write(new Panel(facts).Header(Markup.Escape(post.Title)).RoundedBorder().Expand());
        context.Console.WriteLine();
        context.Console.WriteLine(Markdown.ToPlainText(post.Content).Trim());
        return 0;
    }

    private static void Add(Grid grid, string name, string value) => grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));

    private static string Time(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
}
