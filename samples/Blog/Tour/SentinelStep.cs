using Blog.Model;
using JasperFx;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>Two editors of one article: the second is told, nothing is lost.</summary>
internal static class SentinelStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        Step.Begin(context.Console, "A sentinel that locks", "// Ann and Bob load the same article; Ann saves first\nawait bob.SaveChangesAsync();   // ConcurrencyException, not a lost update");
        var article = new Article { Title = "Shared" };
        await using var first = context.Documents.LightweightSession();
        first.Store(article);
        await first.SaveChangesAsync(context.Token);

        await using var ann = context.Documents.LightweightSession();
        await using var bob = context.Documents.LightweightSession();
        var hers = (await ann.LoadAsync<Article>(article.Id, context.Token))!;
        var his = (await bob.LoadAsync<Article>(article.Id, context.Token))!;

        hers.Content = "Ann's words";
        ann.Store(hers);
        await ann.SaveChangesAsync(context.Token);
        context.Console.MarkupLineInterpolated($"Ann saves: [green]revision {hers.Version}[/]");

        his.Content = "Bob's words";
        bob.Store(his);
        try
        {
            await bob.SaveChangesAsync(context.Token);
        }
        catch (ConcurrencyException e)
        {
            context.Console.MarkupLineInterpolated($"Bob saves: [red]{e.GetType().Name}[/]: {e.Message}");
        }

        first.HardDelete<Article>(article.Id);
        await first.SaveChangesAsync(context.Token);
    }
}
