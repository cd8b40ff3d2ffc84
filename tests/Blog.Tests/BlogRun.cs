using AdvancedAlchemy.Marten.Testing;
using Blog.Model;
using Marten;
using Spectre.Console;

namespace Blog.Tests;

/// <summary>A blog in a database of its own, used as from the command line.</summary>
internal sealed class BlogRun(string connectionString)
{
    internal static async Task<BlogRun> StartAsync(PostgresFixture postgres) => new(await postgres.CreateDatabaseAsync());

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
        var code = await BlogApp.RunAsync([.. args, "--connection", connectionString], console, TestContext.Current.CancellationToken);
        return (code, output.ToString());
    }

    internal async Task<IReadOnlyList<Post>> PostsAsync()
    {
        await using var store = DocumentStore.For(o => BlogStore.Configure(o, connectionString));
        await using var session = store.QuerySession();
        return await session.Query<Post>().OrderBy(p => p.Source!).ToListAsync();
    }

    internal async Task<IReadOnlyList<Tag>> TagsAsync()
    {
        await using var store = DocumentStore.For(o => BlogStore.Configure(o, connectionString));
        await using var session = store.QuerySession();
        return await session.Query<Tag>().OrderBy(t => t.Slug).ToListAsync();
    }
}
