using AdvancedAlchemy.Marten.Generators.Models;
using Microsoft.CodeAnalysis;

namespace AdvancedAlchemy.Marten.Generators.Findings;

/// <summary>What can be wrong with a type that has mixins. Each message ends with what to do.</summary>
internal static class Rules
{
    private const string Category = "AdvancedAlchemy.Marten";

    public static readonly DiagnosticDescriptor NotPartial = new(
        "AAM001",
        "A type with mixins is not partial",
        "'{0}' lacks {1}: add 'partial' to the declaration of {2} to have the missing members generated",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor DoesNotFit = new(
        "AAM002",
        "A member does not fit its mixin",
        "'{0}' does not implement '{1}': declare it as '{2}', or remove it to have it generated",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor NoSlugSource = new(
        "AAM003",
        "Nothing to make slugs of",
        "'{0}' has no string property Title or Name to make slugs of: write what to make them of, as 'string? ISlugged.SlugSource => Subject;'",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor LocalToFile = new(
        "AAM004",
        "A type with mixins is local to its file",
        "'{0}' lacks {1}, which cannot be generated for a type that is local to its file: remove 'file' from the declaration of {2}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    public static readonly DiagnosticDescriptor SameName = new(
        "AAM005",
        "A type has the name of a member of its mixin",
        "'{0}' cannot have a member of its own name, which '{1}' asks for: rename the type",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true);

    private static readonly DiagnosticDescriptor[] All = [NotPartial, DoesNotFit, NoSlugSource, LocalToFile, SameName];

    public static Diagnostic Report(Finding finding) => Diagnostic.Create(
        All.First(rule => rule.Id == finding.Rule), finding.Place.ToLocation(), [.. finding.Arguments]);
}
