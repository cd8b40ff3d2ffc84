namespace AdvancedAlchemy.Marten;

/// <summary>Makes the slugs of a document unique within the property's value only, such as those of chapters within their book.</summary>
/// <remarks>
/// <see cref="SlugSettings{T}.Within"/> says the same where the store is configured. The unique index is on the property and the slug.
/// Documents whose property is null are a scope of their own; the index of a property that may be null needs PostgreSQL 15.
/// A document that moves to another scope keeps its slug, and its save is refused if the slug is taken there: move it with
/// <see cref="SlugExtensions.RegenerateSlug"/>, which has it fitted in.
/// </remarks>
/// <example>
/// <code>
/// public partial class Chapter : UuidDocument, ISlugged
/// {
///     [SlugScope]
///     public Guid BookId { get; set; }
///
///     public string Title { get; set; } = "";
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SlugScopeAttribute : Attribute;
