using Blog.Model;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>One title, three articles, three addresses.</summary>
internal static class SlugsStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        Step.Begin(context.Console, "Slugs without collisions", "session.Store(new Article { Title = \"Größe & Maß\" });   // three times");
        await using var session = context.Documents.LightweightSession();
        Article[] articles = [new() { Title = "Größe & Maß" }, new() { Title = "Größe & Maß" }, new() { Title = "Größe & Maß" }];
        session.Store(articles);
        await session.SaveChangesAsync(context.Token);

        var table = Step.Table("Title", "Slug");
        foreach (var article in articles) table.AddRow(article.Title, article.Slug);
        context.Console.Write(table);

        foreach (var article in articles) session.Delete(article);
        await session.SaveChangesAsync(context.Token);
    }
}
