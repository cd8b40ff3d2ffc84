using Spectre.Console;

namespace Orders;

/// <summary>How the program is used.</summary>
internal static class Help
{
    internal static void Write(IAnsiConsole console)
    {
        console.WriteLine();
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(4)).AddColumn();
        (string, string)[] rows =
        [
            ("(nothing)", "a day in the life of an order service; run it again and the story goes on"),
            ("load <n>", "appends n events of as many orders as that takes, and says how fast that was"),
            ("--writers <n>", "how many write at once; 8 unless you say so"),
            ("--connection <string>", "a database of yours instead of the one that starts by itself"),
            ("--data <folder>", "where the one that starts by itself keeps its data"),
        ];
        foreach (var (command, meaning) in rows) grid.AddRow(new Markup($"[bold]{Markup.Escape(command)}[/]"), new Text(meaning));
        console.Write(grid);
    }
}
