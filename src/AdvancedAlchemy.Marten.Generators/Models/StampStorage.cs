namespace AdvancedAlchemy.Marten.Generators.Models;

/// <summary>How a type keeps its <c>AuditStamps</c>.</summary>
/// <param name="Field">The field to write; null when the user's own <c>IStamped.Stamps</c> is there.</param>
/// <param name="Loaded">How the stamps hear that the document has been deserialised.</param>
internal sealed record StampStorage(string? Field, LoadedHook Loaded);
