using Blog.Import;
using Blog.Model;
using Marten;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Writes every post as Markdown with front matter.</summary>
internal static class ExportCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        var folder = Directory.CreateDirectory(context.Options.Word(1, "the folder to write to")).FullName;
        await using var session = context.Documents.QuerySession();
        var tags = (await session.Query<Tag>().ToListAsync(context.Token)).ToDictionary(t => t.Id, t => t.Name);
        var count = 0;
        await foreach (var post in session.Query<Post>().ToAsyncEnumerable(context.Token))
        {
            var names = post.TagIds.Where(tags.ContainsKey).Select(id => tags[id]);
            await File.WriteAllTextAsync(Path.Combine(folder, MarkdownPost.FileName(post)), MarkdownPost.Write(post, [.. names]), context.Token);
            count++;
        }

        context.Console.MarkupLineInterpolated($"[green]{count}[/] posts written to {folder}");
        return 0;
    }
}
