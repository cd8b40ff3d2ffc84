using AdvancedAlchemy.Marten.Testing;
using Marten;
using Spectre.Console;

namespace Orders.Tests;

/// <summary>The order service in a database of its own, used as from the command line.</summary>
internal sealed class OrdersRun(string connectionString)
{
    internal static async Task<OrdersRun> StartAsync(PostgresFixture postgres) => new(await postgres.CreateDatabaseAsync());

    internal async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = 200;
        var code = await OrdersApp.RunAsync([.. args, "--connection", connectionString], console, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    internal async Task<T> AskAsync<T>(Func<IQuerySession, Task<T>> ask)
    {
        await using var store = Store();
        await using var session = store.QuerySession();
        return await ask(session);
    }

    internal DocumentStore Store() => DocumentStore.For(o => OrdersStore.Configure(o, connectionString));
}
