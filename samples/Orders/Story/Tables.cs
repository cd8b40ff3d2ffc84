using System.Globalization;
using Orders.Domain;
using Spectre.Console;

namespace Orders.Story;

/// <summary>What the parts of the story show, alike.</summary>
internal static class Tables
{
    internal static Table New(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var column in columns[..^1]) table.AddColumn(new TableColumn(column).NoWrap());
        return table.AddColumn(columns[^1]);
    }

    internal static void Row(Table table, params string[] cells) => table.AddRow(cells.Select(cell => new Text(cell)));

    internal static string Time(DateTimeOffset time) => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    internal static string Lines(Order order) => order.Lines.Count == 0
        ? "nothing"
        : string.Join(", ", order.Lines.Select(line => $"{line.Quantity} x {line.Product}"));
}
