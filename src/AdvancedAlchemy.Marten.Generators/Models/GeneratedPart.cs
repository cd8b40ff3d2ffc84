namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>The part of a type that the generator writes.</summary>
/// <param name="FileName">The name of the generated file.</param>
/// <param name="Namespace">The type's namespace; null for the global one.</param>
/// <param name="Headers">The declarations of the containing types, outermost first, and of the type itself.</param>
/// <param name="Properties">The properties to write.</param>
/// <param name="Stamps">Where the times of creation and change are kept; null when they are plain properties.</param>
/// <param name="SlugSource">The member that slugs are made of; null when that is not to be written.</param>
internal sealed record GeneratedPart(
    string FileName,
    string? Namespace,
    EquatableArray<string> Headers,
    EquatableArray<MixinProperty> Properties,
    StampStorage? Stamps,
    string? SlugSource);
