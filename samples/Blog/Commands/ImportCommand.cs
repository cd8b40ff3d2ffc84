using System.Globalization;
using Blog.Import;
using Spectre.Console;

namespace Blog.Commands;

/// <summary>Imports a blog from files.</summary>
internal static class ImportCommand
{
    internal static async Task<int> RunAsync(BlogContext context)
    {
        var folder = context.Options.Word(1, "the folder with the blog");
        var report = await ImportAsync(context, folder);
        Write(context.Console, report);
        return report.Failures.Count == 0 ? 0 : 1;
    }

    internal static async Task<ImportReport> ImportAsync(BlogContext context, string folder)
    {
        var importer = new PostImporter(context.Documents, folder);
        ImportReport report = null!;
        await context.Console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var reading = progress.AddTask("reading").IsIndeterminate();
                var results = await Task.Run(() => BlogFolder.ReadPosts(folder).ToList(), context.Token);
                reading.IsIndeterminate(false).Increment(100);
                var saving = progress.AddTask("importing", maxValue: Math.Max(1, results.Count));
                report = await importer.ImportAsync(results, done => saving.Increment(done), context.Token);
                saving.Value = saving.MaxValue;
            });
        return report;
    }

    internal static void Write(IAnsiConsole console, ImportReport report)
    {
        console.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"[green]{report.Added}[/] new, [green]{report.Changed}[/] changed, [grey]{report.Unchanged} unchanged[/]");
        if (report.Failures.Count == 0) return;

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Not imported", "Why");
        foreach (var failure in report.Failures) table.AddRow(new Text(failure.Path), new Text(failure.Reason, new Style(Color.Red)));
        console.Write(table);
    }
}
