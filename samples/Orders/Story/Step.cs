using Spectre.Console;

namespace Orders.Story;

/// <summary>The heading of a part of the story and the code it is about.</summary>
internal static class Step
{
    internal static void Begin(IAnsiConsole console, string title, string code)
    {
        console.WriteLine();
        console.Write(new Rule($"[yellow]{Markup.Escape(title)}[/]").LeftJustified().RuleStyle("grey"));
        foreach (var line in code.Split('\n')) console.MarkupLineInterpolated($"  [blue]{line}[/]");
        console.WriteLine();
    }
}
