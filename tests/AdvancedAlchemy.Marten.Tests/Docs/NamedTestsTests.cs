using System.Text.RegularExpressions;

namespace AdvancedAlchemy.Marten.Tests.Docs;

/// <summary>Pages that say which test shows what name tests that there are.</summary>
public partial class NamedTestsTests
{
    private static readonly ILookup<string, string> Files = Directory
        .EnumerateFiles(Path.Combine(CodeBlockTests.Root, "tests"), "*.cs", SearchOption.AllDirectories)
        .ToLookup(path => Path.GetFileNameWithoutExtension(path).Split('.')[0], File.ReadAllText);

    [Theory]
    [InlineData("docs/marten-examples.md", 200)]
    [InlineData("docs/from-advanced-alchemy.md", 1)]
    public void Every_test_that_a_page_names_is_there(string page, int least)
    {
        var count = 0;
        foreach (var line in File.ReadLines(Path.Combine(CodeBlockTests.Root, page)))
        {
            string? found = null;
            foreach (Match name in Name().Matches(line))
            {
                count++;
                var (type, method) = (name.Groups["type"].Value, name.Groups["method"].Value);
                if (type.Length > 0) found = type;
                found.ShouldNotBeNull($"{name.Value} has no class before it: {line}");
                Files.Contains(found).ShouldBeTrue($"There is no {found}.cs: {line}");
                if (method.Length > 0) Files[found].ShouldContain(text => text.Contains($" {method}(", StringComparison.Ordinal), $"{found} has no {method}: {line}");
            }
        }

        count.ShouldBeGreaterThanOrEqualTo(least);
    }

    [GeneratedRegex(@"`(?:(?<type>\w+Tests)(?:\.(?<method>\w+))?|(?<method>[A-Z][a-z]*_\w+))`")]
    private static partial Regex Name();
}
