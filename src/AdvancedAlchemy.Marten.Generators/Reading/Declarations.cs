using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>A type's declaration and those of the types around it.</summary>
internal static class Declarations
{
    // "Page<T>", with @ before keywords; constraints need not be said again
    private static readonly SymbolDisplayFormat HeaderFormat = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private static readonly SymbolDisplayFormat NamespaceFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Whether it is this declaration, of all partial ones, that the type is read from.</summary>
    public static bool IsMain(TypeDeclarationSyntax node, INamedTypeSymbol type, CancellationToken token)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(token) is TypeDeclarationSyntax { BaseList: not null } first) return first == node;
        }

        return false;
    }

    /// <summary>The headers of the types around a type, outermost first, and its own.</summary>
    public static string[] Headers(INamedTypeSymbol type) =>
        [.. Chain(type).Reverse().Select(t => $"partial {Keyword(t)} {t.ToDisplayString(HeaderFormat)}")];

    public static string? Namespace(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? null : type.ContainingNamespace.ToDisplayString(NamespaceFormat);

    public static string FileName(INamedTypeSymbol type)
    {
        var name = string.Join(".", Chain(type).Reverse().Select(t => t.MetadataName.Replace('`', '-')));
        return $"{(type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString() + ".")}{name}.Mixins.g.cs";
    }

    /// <summary>The types that would have to be partial and are not, outermost first.</summary>
    public static string[] NotPartial(TypeDeclarationSyntax node) =>
        [.. Chain(node).Reverse().Where(t => !t.Modifiers.Any(SyntaxKind.PartialKeyword)).Select(t => t.Identifier.ValueText)];

    /// <summary>The type that is local to its file, if one is.</summary>
    public static string? LocalToFile(INamedTypeSymbol type) => Chain(type).FirstOrDefault(t => t.IsFileLocal)?.Name;

    private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType) yield return current;
    }

    private static IEnumerable<TypeDeclarationSyntax> Chain(TypeDeclarationSyntax node)
    {
        for (var current = node; current is not null; current = current.Parent as TypeDeclarationSyntax) yield return current;
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };
}
