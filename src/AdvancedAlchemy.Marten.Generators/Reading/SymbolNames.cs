using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>Symbols by their names.</summary>
internal static class SymbolNames
{
    /// <summary>Whether a type has that namespace and name.</summary>
    public static bool Is(this INamedTypeSymbol type, string fullName)
    {
        var dot = fullName.LastIndexOf('.');
        return type.Arity == 0
            && fullName.Length - dot - 1 == type.Name.Length
            && fullName.EndsWith(type.Name, StringComparison.Ordinal)
            && type.ContainingType is null
            && type.ContainingNamespace.ToDisplayString() == fullName.Substring(0, dot);
    }

    public static INamedTypeSymbol? Find(this ImmutableArray<INamedTypeSymbol> types, string fullName)
    {
        foreach (var type in types)
        {
            if (type.Is(fullName)) return type;
        }

        return null;
    }
}
