using AdvancedAlchemy.Marten.Testing;
using Blog.Commands;
using Npgsql;
using Spectre.Console;

namespace Blog;

/// <summary>Finds the command, opens the blog, and turns failures into words and an exit code.</summary>
internal static class BlogApp
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Cancelled = 130;

    private static readonly Dictionary<string, Func<BlogContext, Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        ["tour"] = TourCommand.RunAsync,
        ["import"] = ImportCommand.RunAsync,
        ["export"] = ExportCommand.RunAsync,
        ["list"] = ListCommand.RunAsync,
        ["show"] = ShowCommand.RunAsync,
        ["edit"] = EditCommand.RunAsync,
        ["tags"] = TagsCommand.RunAsync,
        ["tag"] = TagCommand.RunAsync,
    };

    internal static async Task<int> RunAsync(string[] args, IAnsiConsole console, CancellationToken token)
    {
        try
        {
            var options = BlogOptions.Parse(args);
            var name = options.Words.FirstOrDefault() ?? "tour";
            if (name == "help")
            {
                Help.Write(console);
                return 0;
            }

            if (!Commands.TryGetValue(name, out var command)) throw new UsageException($"There is no command '{name}'");
            await using var blog = await BlogStore.OpenAsync(options, token);
            return await command(new BlogContext(blog, options, console, token));
        }
        catch (UsageException e)
        {
            console.MarkupLineInterpolated($"[red]{e.Message}.[/]");
            Help.Write(console);
            return WrongUsage;
        }
        catch (Exception e) when (e is NotThereException or DirectoryNotFoundException or PostgresUnavailableException or ArgumentException)
        {
            console.MarkupLineInterpolated($"[red]{e.Message}[/]");
            return Failed;
        }
        catch (NpgsqlException e)
        {
            console.MarkupLineInterpolated($"[red]The database does not answer as it should: {e.Message}[/]");
            return Failed;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            console.MarkupLine("[yellow]Stopped. What was saved stays saved; run the command again to go on.[/]");
            return Cancelled;
        }
    }
}
