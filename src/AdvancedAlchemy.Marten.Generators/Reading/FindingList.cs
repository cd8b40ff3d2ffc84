using AdvancedAlchemy.Marten.Generators.Findings;
using AdvancedAlchemy.Marten.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>Collects what the user of a type has to be told.</summary>
internal sealed class FindingList(TypeDeclarationSyntax node, INamedTypeSymbol type)
{
    private readonly List<Finding> _findings = [];

    public int Count => _findings.Count;

    /// <summary>Whether a part of the type can be written for what it lacks; if not, the list says why.</summary>
    public bool AllowPart(List<string> lacking)
    {
        var names = string.Join(", ", lacking);
        if (Declarations.NotPartial(node) is { Length: > 0 } notPartial)
        {
            Add(Rules.NotPartial, node.Identifier.GetLocation(), type.Name, names, string.Join(" and ", notPartial.Select(name => $"'{name}'")));
            return false;
        }

        if (Declarations.LocalToFile(type) is not { } local) return true;
        Add(Rules.LocalToFile, node.Identifier.GetLocation(), type.Name, names, $"'{local}'");
        return false;
    }

    /// <summary>A member has the right name and is something else.</summary>
    public void DoesNotFit(ISymbol member, IPropertySymbol wanted, string declaration)
    {
        var isOwn = SymbolEqualityComparer.Default.Equals(member.ContainingType, type);
        var place = isOwn ? member.Locations.FirstOrDefault(l => l.IsInSource) : null;
        Add(Rules.DoesNotFit, place ?? node.Identifier.GetLocation(), $"{member.ContainingType.Name}.{member.Name}", NameOf(wanted), declaration);
    }

    public void NoSlugSource() => Add(Rules.NoSlugSource, node.Identifier.GetLocation(), type.Name);

    public void SameName(IPropertySymbol wanted) => Add(Rules.SameName, node.Identifier.GetLocation(), type.Name, NameOf(wanted));

    public EquatableArray<Finding> ToArray() => new([.. _findings]);

    private static string NameOf(IPropertySymbol wanted) => $"{wanted.ContainingType.Name}.{wanted.Name}";

    private void Add(DiagnosticDescriptor rule, Location place, params string[] arguments) =>
        _findings.Add(new Finding(rule.Id, SourcePlace.Of(place), new EquatableArray<string>(arguments)));
}
