using Microsoft.CodeAnalysis;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>Looks for the members that a type has, its own and those of its bases.</summary>
internal readonly struct MemberSearch(INamedTypeSymbol type, Compilation compilation)
{
    /// <summary>Whether a property of an interface is implemented, however that is done; the compiler finds no setter that is private or init.</summary>
    public bool Implements(IPropertySymbol wanted) =>
        type.FindImplementationForInterfaceMember(wanted) is IPropertySymbol
        && (wanted.GetMethod is null || type.FindImplementationForInterfaceMember(wanted.GetMethod) is not null)
        && (wanted.SetMethod is null || type.FindImplementationForInterfaceMember(wanted.SetMethod) is not null);

    /// <summary>The member that a name means inside of the type; null if there is none.</summary>
    public ISymbol? Named(string name)
    {
        if (type.GetMembers(name).FirstOrDefault() is { } own) return own;
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(name))
            {
                if (compilation.IsSymbolAccessibleWithin(member, type)) return member;
            }
        }

        return null;
    }

    /// <summary>The first of the names that is a property with text.</summary>
    public string? Text(string[] names)
    {
        foreach (var name in names)
        {
            if (Named(name) is IPropertySymbol { IsStatic: false, GetMethod: { } get, Type.SpecialType: SpecialType.System_String }
                && compilation.IsSymbolAccessibleWithin(get, type)) return name;
        }

        return null;
    }

    /// <summary>A name that no member has.</summary>
    public string Free(string name)
    {
        while (Named(name) is not null) name += "_";
        return name;
    }
}
