using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AdvancedAlchemy.Marten.Generators.Tests;

/// <summary>A user's project, compiled with the generator.</summary>
internal sealed class Generation
{
    private const string Usings = """
        global using System;
        global using AdvancedAlchemy.Marten;
        global using JasperFx;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly GeneratorDriverRunResult _result;

    private Generation(GeneratorDriver driver, CSharpCompilation project)
    {
        Project = project;
        Driver = driver.RunGeneratorsAndUpdateCompilation(project, out var output, out _);
        Output = output;
        _result = Driver.GetRunResult();
    }

    public CSharpCompilation Project { get; }

    public GeneratorDriver Driver { get; }

    public Compilation Output { get; }

    public IReadOnlyDictionary<string, string> Files => _result.Results.Single().GeneratedSources.ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public ImmutableArray<Diagnostic> Findings => _result.Diagnostics;

    public ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> Steps => _result.Results.Single().TrackedSteps;

    public ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> OutputSteps => _result.Results.Single().TrackedOutputSteps;

    public static Generation Of(params string[] sources) => Of(NullableContextOptions.Enable, sources);

    public static Generation Of(NullableContextOptions nullable, params string[] sources)
    {
        var project = CSharpCompilation.Create(
            "UsersProject",
            [.. sources.Prepend(Usings).Select((source, i) => Parse(source, $"File{i}.cs"))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, generalDiagnosticOption: ReportDiagnostic.Error, warningLevel: 9999, nullableContextOptions: nullable));
        GeneratorDriverOptions options = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);
        return new Generation(CSharpGeneratorDriver.Create([new MixinGenerator().AsSourceGenerator()], parseOptions: Parsing, driverOptions: options), project);
    }

    public static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);

    /// <summary>The same project after an edit, with what the generator remembers.</summary>
    public Generation Then(Func<CSharpCompilation, CSharpCompilation> edit) => new(Driver, edit(Project));

    /// <summary>The only generated file.</summary>
    public string File()
    {
        ShouldCompile();
        return Files.Single().Value;
    }

    /// <summary>Without errors, and without warnings other than for the user's own lack of documentation.</summary>
    public Generation ShouldCompile()
    {
        Findings.ShouldBeEmpty();
        Output.GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !(d.Id == "CS1591" && Project.ContainsSyntaxTree(d.Location.SourceTree)))
            .ShouldBeEmpty();
        return this;
    }

    /// <summary>The only finding, as a user reads it: <c>(line,column): id message</c>.</summary>
    public string Finding()
    {
        var finding = Findings.ShouldHaveSingleItem();
        finding.Severity.ShouldBe(DiagnosticSeverity.Error);
        var start = finding.Location.GetLineSpan().StartLinePosition;
        return $"({start.Line + 1},{start.Character + 1}): {finding.Id} {finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";
    }
}
