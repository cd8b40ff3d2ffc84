using Blog.Model;
using Blog.Tour;
using Marten;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Shows what the library does, on the reader's own blog. What it makes for the show it deletes again.</summary>
internal static class TourCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        context.Console.Write(new Rule("[bold]AdvancedAlchemy.Marten[/]").LeftJustified());
        context.Console.MarkupLineInterpolated($"[grey]{context.Blog.Place}[/]");
        if (!await HasPostsAsync(context))
        {
            context.Console.MarkupLine("\nThe blog is empty, so the posts that come with the sample go in first.");
            ImportCommand.Write(context.Console, await ImportCommand.ImportAsync(context, Path.Combine(AppContext.BaseDirectory, "Posts")));
        }

        await IdsStep.RunAsync(context);
        await StampsStep.RunAsync(context);
        await SentinelStep.RunAsync(context);
        await UniqueTagsStep.RunAsync(context);
        await LinksStep.RunAsync(context);
        await SlugsStep.RunAsync(context);

        context.Console.WriteLine();
        context.Console.Write(new Rule().RuleStyle("grey"));
        context.Console.MarkupLine("Next: [bold]list[/], [bold]show <slug>[/], [bold]tags[/], [bold]import <your Jekyll or Hugo blog>[/], [bold]help[/].");
        return 0;
    }

    private static async Task<bool> HasPostsAsync(BlogContext context)
    {
        await using var session = context.Documents.QuerySession();
        return await session.Query<Post>().AnyAsync(context.Token);
    }
}
