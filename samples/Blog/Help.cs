using Spectre.Console;

namespace Blog;

/// <summary>How the program is used.</summary>
internal static class Help
{
    internal static void Write(IAnsiConsole console)
    {
        console.WriteLine();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(4)).AddColumn();
        (string, string)[] rows =
        [
            ("(nothing)", "a guided tour; imports the posts that come with the sample if the blog is empty"),
            ("import <folder>", "reads a Jekyll or Hugo blog; a second import changes nothing"),
            ("export <folder>", "writes every post as Markdown with front matter"),
            ("list [--tag T] [--page N]", "posts, newest first"),
            ("show <slug>", "one post"),
            ("edit <slug> --title <title>", "changes a title and keeps the address"),
            ("tags", "tags and how many posts have them"),
            ("tag rename <tag> <name>", "gives a tag another name"),
            ("tag merge <tag> <into>", "moves all posts of a tag to another and deletes it"),
            ("tag delete <tag>", "deletes a tag and takes it off its posts"),
            ("--connection <string>", "a database of yours instead of the one that starts by itself"),
            ("--data <folder>", "where the one that starts by itself keeps its data"),
        ];
        foreach (var (command, meaning) in rows) grid.AddRow(new Markup($"[bold]{Markup.Escape(command)}[/]"), new Text(meaning));
        console.Write(grid);
    }
}
