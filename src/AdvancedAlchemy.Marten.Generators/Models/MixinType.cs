namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>What the generator has found out about a type with mixins.</summary>
/// <param name="Part">What is to be written; null for nothing.</param>
/// <param name="Findings">What the user has to be told.</param>
internal sealed record MixinType(GeneratedPart? Part, EquatableArray<Finding> Findings);
