using System.Text.RegularExpressions;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The C# in the pages below docs/ is that of regions of the tests.</summary>
public partial class CodeBlockTests
{
    private static readonly string Root = RootFolder();

    public static TheoryData<string> Pages => [.. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(page => Path.GetFileName(page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_is_a_region_that_runs(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, "docs", page));
        var blocks = Block().Matches(text);
        blocks.Count.ShouldBe(Fence().Count(text), "A block needs the region it is from in the line before it: <!-- Folder/File.cs#region -->");
        foreach (Match block in blocks)
        {
            block.Groups["code"].Value.ShouldBe(Region(block.Groups["file"].Value, block.Groups["region"].Value), block.Groups["region"].Value);
        }
    }

    private static string Region(string file, string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Root, "tests", "AdvancedAlchemy.Marten.Tests", file));
        var start = Array.FindIndex(lines, line => line.Trim() == "#region " + name);
        start.ShouldBeGreaterThanOrEqualTo(0, $"{file} has no region {name}");
        var region = lines.Skip(start + 1).TakeWhile(line => line.Trim() != "#endregion").ToArray();
        var indent = region.Where(line => line.Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Concat(region.Select(line => line[Math.Min(indent, line.Length)..] + "\n"));
    }

    private static string RootFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AdvancedAlchemy.Marten.sln"))) return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No AdvancedAlchemy.Marten.sln above {AppContext.BaseDirectory}.");
    }

    [GeneratedRegex(@"^<!-- (?<file>[\w./]+)#(?<region>\w+) -->\n```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
