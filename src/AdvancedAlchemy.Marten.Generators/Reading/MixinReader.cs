using AdvancedAlchemy.Marten.Generators.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AdvancedAlchemy.Marten.Generators.Reading;

/// <summary>Reads a type declaration into what has to be written and told.</summary>
internal static class MixinReader
{
    /// <summary>Null when there is nothing to do for the declaration.</summary>
    public static MixinType? Read(GeneratorSyntaxContext syntax, CancellationToken token)
    {
        var node = (TypeDeclarationSyntax)syntax.Node;
        if (syntax.SemanticModel.GetDeclaredSymbol(node, token) is not { TypeKind: TypeKind.Class } type) return null;
        if (OwnMixins(type) is not { } mixins || !Declarations.IsMain(node, type, token)) return null;

        MemberSearch members = new(type, syntax.SemanticModel.Compilation);
        FindingList findings = new(node, type);
        List<MixinProperty> missing = [];
        foreach (var property in Mixins.Properties)
        {
            if (Wanted(mixins, property.Interface, property.Name) is not { } wanted || members.Implements(wanted)) continue;
            if (members.Named(property.Name) is { } other) findings.DoesNotFit(other, wanted, property.Declaration);
            else if (type.Name == property.Name) findings.SameName(wanted);
            else missing.Add(property);
        }

        var slugSource = SlugSource(mixins, members, findings);
        List<string> lacking = [.. missing.Select(property => property.Name)];
        if (slugSource is not null) lacking.Add(KnownNames.SlugSource);
        var canWrite = lacking.Count > 0 && findings.AllowPart(lacking);
        if (!canWrite && findings.Count == 0) return null;
        return new MixinType(canWrite ? Part(type, members, missing, slugSource) : null, findings.ToArray());
    }

    private static GeneratedPart Part(INamedTypeSymbol type, MemberSearch members, List<MixinProperty> missing, string? slugSource) => new(
        Declarations.FileName(type),
        Declarations.Namespace(type),
        new EquatableArray<string>(Declarations.Headers(type)),
        new EquatableArray<MixinProperty>([.. missing]),
        StampReader.Read(type, members, missing.Count(property => property.Interface == KnownNames.Audited)),
        slugSource);

    /// <summary>The mixins that the type brings itself: those of its base are the base's business, and may be generated there.</summary>
    private static Dictionary<string, INamedTypeSymbol>? OwnMixins(INamedTypeSymbol type)
    {
        Dictionary<string, INamedTypeSymbol>? mixins = null;
        foreach (var property in Mixins.Properties)
        {
            if (mixins?.ContainsKey(property.Interface) == true) continue;
            if (type.AllInterfaces.Find(property.Interface) is not { } mixin) continue;
            if (type.BaseType?.AllInterfaces.Find(property.Interface) is not null) continue;
            (mixins ??= []).Add(property.Interface, mixin);
        }

        return mixins;
    }

    private static IPropertySymbol? Wanted(Dictionary<string, INamedTypeSymbol> mixins, string mixin, string name) =>
        mixins.TryGetValue(mixin, out var type) ? type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() : null;

    private static string? SlugSource(Dictionary<string, INamedTypeSymbol> mixins, MemberSearch members, FindingList findings)
    {
        if (Wanted(mixins, KnownNames.Slugged, KnownNames.SlugSource) is not { } wanted || members.Implements(wanted)) return null;
        if (members.Named(KnownNames.SlugSource) is { } other) findings.DoesNotFit(other, wanted, "string? ISlugged.SlugSource => ...;");
        else if (members.Text(Mixins.SlugSources) is { } source) return source;
        else findings.NoSlugSource();
        return null;
    }
}
