using System.Globalization;
using Blog.Model;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>Ids of every kind, there before anything is saved.</summary>
internal static class IdsStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        Step.Begin(context.Console, "Ids of every kind", "class Comment : UuidV7Document;\nvar comment = new Comment();   // comment.Id is there, nothing is saved yet");
        await using var session = context.Documents.LightweightSession();
        var table = new Table().Border(TableBorder.Rounded).AddColumns(new TableColumn("Base").NoWrap(), new TableColumn("Id").NoWrap(), new TableColumn(""));
        table.AddRow("UuidDocument", $"{new Account().Id}", "random");
        table.AddRow("UuidV6Document", $"{new LogEntry().Id}", "sorts by time");
        table.AddRow("UuidV7Document", $"{new Comment().Id}", "sorts by time");
        table.AddRow("NanoIdDocument", new ShareLink().Id, "for URLs");
        table.AddRow("Document<Guid, T>", $"{new User().Id}", "T.NewId()");

        var (post, invoice) = (new Post(), new Invoice());
        session.Store(post);
        session.Store(invoice);
        table.AddRow("BigIntDocument", post.Id.ToString(CultureInfo.InvariantCulture), "HiLo, at Store");
        table.AddRow("IdentityDocument", invoice.Id.ToString(CultureInfo.InvariantCulture), "sequential");
        session.EjectAllPendingChanges();
        context.Console.Write(table);
    }
}
