using System.Text;
using AdvancedAlchemy.Marten.Generators.Findings;
using AdvancedAlchemy.Marten.Generators.Reading;
using AdvancedAlchemy.Marten.Generators.Writing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace AdvancedAlchemy.Marten.Generators;

/// <summary>Gives partial documents the members of their mixin interfaces that nobody has written.</summary>
/// <remarks>
/// Symbols end at <see cref="MixinReader"/>: everything after it are values, so that an edit that changes nothing here writes nothing.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class MixinGenerator : IIncrementalGenerator
{
    internal const string TypesStep = "Types";
    internal const string SourcesStep = "Sources";
    internal const string FindingsStep = "Findings";

    /// <inheritdoc />
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider
            .CreateSyntaxProvider(IsCandidate, static (syntax, token) => MixinReader.Read(syntax, token))
            .Where(static type => type is not null)
            .Select(static (type, _) => type!)
            .WithTrackingName(TypesStep);

        // apart, because findings move with the lines of the file and sources do not
        var parts = types.Where(static type => type.Part is not null).Select(static (type, _) => type.Part!).WithTrackingName(SourcesStep);
        var findings = types.SelectMany(static (type, _) => type.Findings).WithTrackingName(FindingsStep);

        context.RegisterSourceOutput(parts, static (output, part) => output.AddSource(part.FileName, SourceText.From(PartWriter.Write(part), Encoding.UTF8)));
        context.RegisterSourceOutput(findings, static (output, finding) => output.ReportDiagnostic(Rules.Report(finding)));
    }

    private static bool IsCandidate(SyntaxNode node, CancellationToken token) =>
        node is TypeDeclarationSyntax { BaseList: not null } and (ClassDeclarationSyntax or RecordDeclarationSyntax);
}
