using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AdvancedAlchemy.Marten.Generators.Tests;

public class CacheTests
{
    private const string Article = """
        namespace Blog;

        public partial class Article : UuidDocument, ISlugged, IAudited
        {
            public string Title { get; set; } = "";
        }
        """;

    private const string Broken = "public class Broken : DefaultDocument, IUserAudited;";

    private static readonly string[] Steps = [MixinGenerator.TypesStep, MixinGenerator.SourcesStep, MixinGenerator.FindingsStep];

    [Fact]
    public void A_new_file_elsewhere_reuses_every_step()
    {
        var after = Generation.Of(Article, Broken).Then(p => p.AddSyntaxTrees(Generation.Parse("public class Unrelated : IDisposable { public void Dispose() { } }", "New.cs")));
        ShouldBeReused(after, Steps);
    }

    [Fact]
    public void An_edit_elsewhere_reuses_every_step()
    {
        var before = Generation.Of(Article, Broken, "public class Unrelated { public int A => 1; }");
        ShouldBeReused(Edit(before, "File3.cs", text => text.Replace("1", "2")), Steps);
    }

    [Fact]
    public void An_edit_below_in_the_same_file_reuses_every_step()
    {
        var before = Generation.Of(Article, Broken);
        ShouldBeReused(Edit(before, "File1.cs", text => text.Replace("\"\";", "\"\";\n    public int Words => Title.Length; // counted")), Steps);
    }

    [Fact]
    public void A_finding_that_moves_does_not_write_sources_again()
    {
        var before = Generation.Of(Article, Broken);
        var after = Edit(before, "File2.cs", text => "// above\n" + text);
        ShouldBeReused(after, [MixinGenerator.SourcesStep]);
        after.Finding().ShouldStartWith("(2,14): AAM001");
        after.OutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).ShouldContain(o => o.Reason == IncrementalStepRunReason.Modified);
    }

    [Fact]
    public void A_change_that_matters_is_seen()
    {
        var after = Edit(Generation.Of(Article), "File1.cs", text => text.Replace("Title", "Name"));
        after.File().ShouldContain("SlugSource => this.Name;");
        Edit(after, "File1.cs", text => text.Replace(", IAudited", "")).File().ShouldNotContain("CreatedAt");
    }

    [Fact]
    public void Nothing_in_the_pipeline_holds_on_to_symbols_or_trees()
    {
        foreach (var value in Generation.Of(Article, Broken).Steps.Where(s => Steps.Contains(s.Key)).SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Value))
        {
            ShouldBeValues(value.GetType(), []);
        }
    }

    private static Generation Edit(Generation before, string path, Func<string, string> edit) => before.Then(project =>
    {
        var tree = project.SyntaxTrees.Single(t => t.FilePath == path);
        return (CSharpCompilation)project.ReplaceSyntaxTree(tree, Generation.Parse(edit(tree.ToString()), path));
    });

    private static void ShouldBeReused(Generation after, string[] steps)
    {
        foreach (var step in steps)
        {
            after.Steps[step].SelectMany(s => s.Outputs).ShouldNotBeEmpty();
            after.Steps[step].SelectMany(s => s.Outputs).ShouldAllBe(o => IsReused(o.Reason));
        }

        if (steps.Length < Steps.Length) return;
        after.OutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).ShouldAllBe(o => IsReused(o.Reason));
    }

    private static bool IsReused(IncrementalStepRunReason reason) => reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    private static void ShouldBeValues(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type)) return;
        typeof(ISymbol).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
        typeof(SyntaxNode).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
        typeof(SyntaxTree).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
        typeof(Location).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
        typeof(Compilation).IsAssignableFrom(type).ShouldBeFalse(type.FullName);
        if (type.IsPrimitive || type.Assembly == typeof(string).Assembly) return;
        foreach (var field in type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Public))
        {
            ShouldBeValues(field.FieldType.IsArray ? field.FieldType.GetElementType()! : field.FieldType, seen);
        }
    }
}
