using System.Text.RegularExpressions;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>The C# in README.md and in the pages below docs/ is that of regions of the tests.</summary>
public partial class CodeBlockTests
{
    internal static readonly string Root = RootFolder();

    public static TheoryData<string> Pages =>
        ["README.md", .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md").Select(page => "docs/" + Path.GetFileName(page))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_block_is_a_region_that_runs(string page)
    {
        var text = File.ReadAllText(Path.Combine(Root, page));
        var blocks = Block().Matches(text);
        blocks.Count.ShouldBe(Fence().Count(text), "A block needs the regions it is from in the line before it: <!-- Folder/File.cs#region -->");
        foreach (Match block in blocks)
        {
            var regions = Source().Matches(block.Groups["sources"].Value).Select(s => Region(s.Groups["file"].Value, s.Groups["region"].Value));
            block.Groups["code"].Value.ShouldBe(string.Join("\n", regions), block.Groups["sources"].Value);
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, page))!;
        foreach (Match link in Link().Matches(File.ReadAllText(Path.Combine(Root, page))))
        {
            var target = Path.Combine(folder, link.Groups["path"].Value);
            File.Exists(target).ShouldBeTrue($"{page} links to {link.Groups["path"].Value}");
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

    [GeneratedRegex(@"^<!-- (?<sources>[\w./]+#\w+(?: [\w./]+#\w+)*) -->\n```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();

    [GeneratedRegex(@"(?<file>[\w./]+)#(?<region>\w+)")]
    private static partial Regex Source();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?!\w+:)(?<path>[^)#]+)")]
    private static partial Regex Link();
}
