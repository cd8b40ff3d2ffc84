using AdvancedAlchemy.Marten.Testing;
using Npgsql;
using Orders.Load;
using Orders.Story;
using Spectre.Console;

namespace Orders;

/// <summary>Finds the command, opens the store, and turns failures into words and an exit code.</summary>
internal static class OrdersApp
{
    private const int Failed = 1;
    private const int WrongUsage = 2;
    private const int Cancelled = 130;

    private static readonly Dictionary<string, Func<OrdersContext, Task<int>>> Commands = new(StringComparer.Ordinal)
    {
        ["story"] = StoryCommand.RunAsync,
        ["load"] = LoadCommand.RunAsync,
    };

    internal static async Task<int> RunAsync(string[] args, IAnsiConsole console, CancellationToken token)
    {
        try
        {
            var options = OrdersOptions.Parse(args);
            var name = options.Words.FirstOrDefault() ?? "story";
            if (name == "help")
            {
                Help.Write(console);
                return 0;
            }

            if (!Commands.TryGetValue(name, out var command)) throw new UsageException($"There is no command '{name}'");
            await using var orders = await OrdersStore.OpenAsync(options, token);
            return await command(new OrdersContext(orders, options, console, token));
        }
        catch (UsageException e)
        {
            console.MarkupLineInterpolated($"[red]{e.Message}.[/]");
            Help.Write(console);
            return WrongUsage;
        }
        catch (Exception e) when (e is PostgresUnavailableException or ArgumentException)
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
            console.MarkupLine("[yellow]Stopped. What was saved stays saved.[/]");
            return Cancelled;
        }
    }
}
