using System.Globalization;
using Blog.Model;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>Audit stamps before and after an edit, and with a value of the caller's own.</summary>
internal static class StampsStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        Step.Begin(context.Console, "Audit stamps", "article.Title = \"Second thoughts\";\nsession.Update(article);\nawait session.SaveChangesAsync();   // UpdatedAt moves, CreatedAt stays");
        await using var session = context.Documents.LightweightSession();
        var article = new Article { Title = "First thoughts" };
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns(new TableColumn("").NoWrap(), new TableColumn("CreatedAt").NoWrap(), new TableColumn("UpdatedAt").NoWrap());

        session.Store(article);
        await session.SaveChangesAsync(context.Token);
        Add(table, "saved", article);

        article.Title = "Second thoughts";
        session.Update(article);
        await session.SaveChangesAsync(context.Token);
        Add(table, "edited", article);

        article.UpdatedAt = new DateTimeOffset(2009, 2, 13, 23, 31, 30, TimeSpan.Zero);
        session.Update(article);
        await session.SaveChangesAsync(context.Token);
        Add(table, "UpdatedAt assigned", article);

        article.Content = "And once more.";
        session.Update(article);
        await session.SaveChangesAsync(context.Token);
        Add(table, "edited again", article);

        session.Delete(article);
        await session.SaveChangesAsync(context.Token);
        context.Console.Write(table);
    }

    private static void Add(Table table, string when, Article article) => table.AddRow(when, Time(article.CreatedAt), Time(article.UpdatedAt));

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss.ffff", CultureInfo.InvariantCulture);
}
