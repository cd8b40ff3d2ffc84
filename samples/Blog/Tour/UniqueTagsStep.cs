using System.Globalization;
using AdvancedAlchemy.Marten;
using Blog.Model;
using Spectre.Console;

namespace Blog.Tour;

/// <summary>Several spellings of one tag.</summary>
internal static class UniqueTagsStep
{
    internal static async Task RunAsync(BlogContext context)
    {
        string[] names = ["C#", "c#", " C# ", "C++"];
        Step.Begin(context.Console, "Get or create, once", "var tag = await session.AsUniqueAsync<Tag, string>(\" C# \");");
        await using var session = context.Documents.LightweightSession();
        var table = Step.Table("You ask for", "You get", "Id", "Slug");
        foreach (var name in names)
        {
            var tag = await session.AsUniqueAsync<Tag, string>(name, token: context.Token);
            table.AddRow(new Text($"'{name}'"), new Text(tag.Name), new Text(tag.Id.ToString(CultureInfo.InvariantCulture)), new Text(tag.Slug));
        }

        await session.SaveChangesAsync(context.Token);
        context.Console.Write(table);
    }
}
